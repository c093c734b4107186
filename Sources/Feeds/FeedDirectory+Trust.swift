import Files
import Glibc
public import Signing

/// A key whose bundles are taken.
public struct TrustedKey: Sendable, Equatable {
    /// What it is called: its file without `.pem`.
    public let name: String
    /// The key.
    public let key: Ed25519PublicKey

    /// Names a key.
    public init(name: String, key: Ed25519PublicKey) {
        self.name = name
        self.key = key
    }
}

extension FeedDirectory {
    /// Where the keys are whose bundles are taken.
    public var trustedPath: String { path + "/trusted" }

    /// The keys whose bundles are taken, by their names; none when there is no such folder.
    ///
    /// - Throws: ``FeedsError`` when one of them cannot be read, or others than the owner may change it.
    public func trustedKeys() throws(FeedsError) -> [TrustedKey] {
        var status = stat()
        guard stat(trustedPath, &status) == 0 else { return [] }
        guard status.st_mode & 0o022 == 0 else {
            throw .damaged(trustedPath, "may be changed by others than its owner (chmod go-w)")
        }
        var keys: [TrustedKey] = []
        for name in Self.names(trustedPath) where name.hasSuffix(".pem") {
            do throws(KeyFileError) {
                let key = try Ed25519PublicKey(contentsOf: "\(trustedPath)/\(name)", isGuarded: true)
                keys.append(TrustedKey(name: String(name.dropLast(4)), key: key))
            } catch { throw FeedsError(error) }
        }
        return keys
    }

    /// The keys that signed what is there; none when it was made here.
    ///
    /// - Throws: ``FeedsError``.
    public func signers() throws(FeedsError) -> [Ed25519PublicKey] {
        guard let bytes = try manifestBytes() else { return [] }
        return try signatures(of: bytes).signers(of: bytes)
    }

    /// The signatures under which a manifest came here.
    func signatures(of manifest: [UInt8]) throws(FeedsError) -> FeedSignatures {
        let path = signaturesPath(manifest)
        guard let bytes = try read(path, limit: FeedSignatures.limit) else { return FeedSignatures() }
        return try FeedSignatures(bytes, path: path)
    }

    /// Adds signatures to those of the manifest that is there.
    func add(_ signatures: FeedSignatures) throws(FeedsError) {
        guard let manifest = try manifestBytes() else { return }
        let known = try self.signatures(of: manifest)
        let all = known.adding(signatures.holding(of: manifest))
        if all != known { try write(all.bytes, to: signaturesPath(manifest)) }
    }

    func signaturesPath(_ manifest: [UInt8]) -> String {
        "\(path)/signatures/\(PackedLines.digest(manifest)).sig"
    }
}

extension FeedsError {
    /// A key's file that cannot be used.
    public init(_ error: KeyFileError) {
        self = error.reason == .system ? .system(error.description) : .damaged(error.path, error.message)
    }
}
