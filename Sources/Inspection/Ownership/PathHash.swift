import Bytes

/// The first eight bytes of a path's SHA-256: enough to know it again, and an eighth of its size.
public enum PathHash {
    /// The hash of a path.
    public static func of(_ path: [UInt8]) -> UInt64 {
        Digest.of(path, .sha256).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The hashes as bytes, the highest first.
    static func bytes(_ values: [UInt64]) -> [UInt8] {
        values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(56 - 8 * $0)) } }
    }

    /// What ``bytes(_:)`` wrote, sorted; nil when a hash is cut off.
    static func values(_ bytes: [UInt8]) -> [UInt64]? {
        guard bytes.count.isMultiple(of: 8) else { return nil }
        return stride(from: 0, to: bytes.count, by: 8).map { start in
            bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }.sorted()
    }
}
