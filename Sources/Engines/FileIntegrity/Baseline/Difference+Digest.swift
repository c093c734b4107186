import Bytes

extension Difference {
    /// What happened to a file.
    public enum Kind: String, Sendable {
        /// It is new.
        case added
        /// It is gone.
        case removed
        /// It is there and differs.
        case changed
    }

    /// What happened to the file.
    public var kind: Kind { old == nil ? .added : new == nil ? .removed : .changed }

    /// The SHA-256 of both sides: names this very change, whatever happens to the file afterwards.
    public var digest: [UInt8] {
        var bytes = Array("martlet finding 1\0".utf8)
        for side in [old, new] {
            let encoded = side.map(CanonicalEntry.bytes) ?? []
            bytes += Array("\(encoded.count)\0".utf8) + encoded
        }
        return Digest.of(bytes, .sha256)
    }

    /// The SHA-256 of a set of changes, the same in every order: tells a new state from the one that was told
    /// before, where counts would not.
    public static func digest(of differences: [Difference]) -> [UInt8] {
        let digests = differences.map(\.digest).sorted { $0.lexicographicallyPrecedes($1) }
        return Digest.of(Array("martlet findings 1\0".utf8) + digests.joined(), .sha256)
    }
}
