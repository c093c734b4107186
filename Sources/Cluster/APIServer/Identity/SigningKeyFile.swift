import Access
import Bytes

/// Where the keys of service accounts' tokens are kept: `DIR/pki/service-account-keys.json`, for the owner only.
struct SigningKeyFile: Sendable {
    private let file: StateFile

    init(folder: String) { file = StateFile(path: "\(folder)/service-account-keys.json") }

    /// The stored keys, or new ones, which are stored then; an old signing key is replaced.
    func read(now: Int64) async throws -> SigningKeys {
        guard let bytes = try file.read() else {
            let made = try await SigningKeys(at: now)
            try write(made)
            return made
        }
        let stored: SigningKeys
        do { stored = try await SigningKeys(try JSON(parsing: bytes)) } catch {
            throw IdentityError(
                path: file.path,
                reason: "is not a file of signing keys (\(error)); restore it, or remove it to have new keys "
                    + "made, which ends every service account token")
        }
        guard let next = try await stored.rotated(at: now) else { return stored }
        try write(next)
        return next
    }

    /// Replaces the file.
    func write(_ keys: SigningKeys) throws(IdentityError) { try file.write(keys.stored.bytes) }
}
