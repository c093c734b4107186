import Bytes

/// A part of a bundle beside its manifest and signatures: one feed's records, named by the SHA-256 of their lines.
enum FeedBundleMember: Sendable, Hashable {
    /// All records.
    case records(String)
    /// What the records of a digest have that those of a base do not.
    case changes(base: String, String)

    /// The member of a name; nil for every other name.
    init?(_ name: [UInt8]) {
        let parts = String(decoding: name, as: UTF8.self).split(
            separator: "/", omittingEmptySubsequences: false)
        guard let file = parts.last, file.hasSuffix(".zst"), let digest = Self.digest(file.dropLast(4)) else {
            return nil
        }
        switch (parts.count, parts.first) {
        case (2, "records"): self = .records(digest)
        case (3, "changes"):
            guard let base = Self.digest(parts[1]) else { return nil }
            self = .changes(base: base, digest)
        default: return nil
        }
    }

    /// Its name in the archive.
    var name: String {
        switch self {
        case .records(let digest): "records/\(digest).zst"
        case .changes(let base, let digest): "changes/\(base)/\(digest).zst"
        }
    }

    /// The records that it gives.
    var digest: String {
        switch self {
        case .records(let digest), .changes(_, let digest): digest
        }
    }

    /// One spelling for each digest: a member cannot stand in a bundle twice under two names.
    private static func digest(_ text: Substring) -> String? {
        guard let bytes = Hex.decode(text), bytes.count == 32, Hex.encode(bytes) == text else { return nil }
        return String(text)
    }
}
