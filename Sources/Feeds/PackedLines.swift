import Bytes
import Zstandard

/// The lines of a feed's records as they are kept and handed on.
enum PackedLines {
    /// The most packed bytes that are read.
    static let limit = 1 << 30
    /// The most bytes that they may unpack to.
    static let unpackedLimit = 4 << 30

    /// The most packed bytes that lines of a size can honestly have.
    static func packedLimit(_ size: Int) -> Int { min(limit, size + size / 128 + 1024) }

    static func digest(_ lines: [UInt8]) -> String { Hex.encode(Digest.of(lines, .sha256)) }

    static func pack(_ lines: [UInt8], path: String) throws(FeedsError) -> [UInt8] {
        do throws(ZstandardError) { return try ZstandardBlock.pack(lines, level: 9) } catch {
            throw .damaged(path, "\(error)")
        }
    }

    /// What another state of the lines has that this one does not: small when the two are alike.
    static func pack(_ lines: [UInt8], against base: [UInt8], path: String) throws(FeedsError) -> [UInt8] {
        do throws(ZstandardError) { return try ZstandardBlock.pack(lines, level: 9, against: base) } catch {
            throw .damaged(path, "\(error)")
        }
    }

    /// - Parameter base: what the lines were packed against; nil for nothing.
    /// - Throws: ``FeedsError/damaged(_:_:)`` when what comes out is not of the digest and size.
    static func unpack(
        _ packed: [UInt8], digest: String, size: Int, against base: [UInt8]? = nil, path: String
    ) throws(FeedsError) -> [UInt8] {
        guard size <= unpackedLimit else { throw .damaged(path, "its \(size) bytes are too many") }
        let lines: [UInt8]
        do throws(ZstandardError) {
            lines = try ZstandardBlock.unpack(packed, limit: size, against: base)
        } catch {
            throw .damaged(path, "\(error)")
        }
        guard lines.count == size, self.digest(lines) == digest else {
            throw .damaged(path, "is not what its manifest says: the digest is another")
        }
        return lines
    }
}
