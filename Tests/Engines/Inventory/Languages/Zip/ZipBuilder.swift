import CZlib

/// Writes ZIP archives, also such as no tool writes.
struct ZipBuilder {
    struct Entry {
        var name: String
        var content: [UInt8]
        var isDeflated = true
        var isEncrypted = false
        /// What the directory says of the size; nil for the truth.
        var claimedSize: UInt32?
        /// Where the directory says that it stands; nil for the truth.
        var claimedPlace: UInt32?
    }

    var prefix: [UInt8] = []
    var entries: [Entry] = []
    var comment: [UInt8] = []

    init(_ files: [(String, [UInt8])]) { entries = files.map { Entry(name: $0.0, content: $0.1) } }

    init(texts: [(String, String)]) { self.init(texts.map { ($0.0, Array($0.1.utf8)) }) }

    var bytes: [UInt8] {
        var (body, directory): ([UInt8], [UInt8]) = ([], [])
        for entry in entries {
            let place = UInt32(body.count)
            let data = entry.isDeflated ? Self.deflated(entry.content, raw: true) : entry.content
            let method: UInt16 = entry.isDeflated ? 8 : 0
            let flags: UInt16 = entry.isEncrypted ? 1 : 0
            let sizes =
                Self.little(UInt32(data.count))
                + Self.little(entry.claimedSize ?? UInt32(entry.content.count))
            let common = Self.little(flags) + Self.little(method) + [UInt8](repeating: 0, count: 8) + sizes
            let name = Array(entry.name.utf8)
            body += Self.little(0x0403_4B50 as UInt32) + Self.little(20 as UInt16) + common
            body += Self.little(UInt16(name.count)) + Self.little(0 as UInt16) + name + data
            directory +=
                Self.little(0x0201_4B50 as UInt32) + Self.little(20 as UInt16) + Self.little(20 as UInt16)
            directory += common + Self.little(UInt16(name.count)) + [UInt8](repeating: 0, count: 12)
            directory += Self.little(entry.claimedPlace ?? place) + name
        }
        let count = Self.little(UInt16(entries.count))
        let end = Self.little(0x0605_4B50 as UInt32) + [0, 0, 0, 0] + count + count
        return prefix + body + directory + end + Self.little(UInt32(directory.count))
            + Self.little(UInt32(body.count)) + Self.little(UInt16(comment.count)) + comment
    }

    static func deflated(_ content: [UInt8], raw: Bool) -> [UInt8] {
        var stream = z_stream()
        var content = content
        deflateInit2_(
            &stream, 9, Z_DEFLATED, raw ? -15 : 15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        let room = content.count + content.count / 100 + 100
        return content.withUnsafeMutableBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: room) { output, count in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(room)
                deflate(&stream, Z_FINISH)
                count = room - Int(stream.avail_out)
            }
        }
    }

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}
