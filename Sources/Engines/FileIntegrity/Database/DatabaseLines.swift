import Glibc

/// The unpacked bytes of a database in a file that stays open.
final class DatabaseContent {
    let name: String
    private let descriptor: Int32

    /// Takes over a descriptor.
    init(_ descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Some bytes from a place on; none at the end.
    func read(at offset: Int, count: Int) throws(DatabaseError) -> [UInt8] {
        guard offset < .max else { return [] }
        var failed: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
            var length = 0
            repeat {
                length = pread(descriptor, buffer.baseAddress, count, off_t(offset))
            } while length < 0 && errno == EINTR
            if length < 0 { failed = errno }
            used = max(0, length)
        }
        if failed != 0 {
            throw DatabaseError("read failed: \(SystemError.text(failed))", in: name, reason: .system)
        }
        return bytes
    }
}

/// The entries' lines of a database from some place on.
final class DatabaseLines {
    private let content: DatabaseContent
    private var offset: Int
    private var number: Int
    private var buffer: [UInt8] = []
    private var cursor = 0
    private static let pieceSize = 1 << 13

    init(_ content: DatabaseContent, at block: DatabaseIndex.Block) {
        self.content = content
        offset = block.offset
        number = block.line
    }

    /// The next line; nil after the last.
    func next() throws(DatabaseError) -> DatabaseLine? {
        while let bytes = try line() {
            defer { number += 1 }
            guard bytes.first == UInt8(ascii: "/") else { continue }
            let end = bytes.firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ?? bytes.count
            return DatabaseLine(number: number, path: FieldText.unescaped(bytes[..<end]), bytes: bytes)
        }
        return nil
    }

    private func line() throws(DatabaseError) -> [UInt8]? {
        while true {
            if let end = buffer[cursor...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { cursor = end + 1 }
                return Array(buffer[cursor..<end])
            }
            let piece = try content.read(at: offset, count: Self.pieceSize)
            offset += piece.count
            if piece.isEmpty {
                guard cursor < buffer.count else { return nil }
                defer { cursor = buffer.count }
                return Array(buffer[cursor...])
            }
            buffer.removeSubrange(..<cursor)
            cursor = 0
            buffer += piece
        }
    }
}

extension DatabaseLine {
    /// The inode's number; nil when the database does not hold it.
    func inode(_ decoder: EntryDecoder) -> UInt64? {
        guard let column = decoder.columns.firstIndex(of: .inode) else { return nil }
        var field = 0
        var start = bytes.startIndex
        var index = start
        while index <= bytes.endIndex {
            let isEnd =
                index == bytes.endIndex || bytes[index] == UInt8(ascii: " ")
                || bytes[index] == UInt8(ascii: "\t")
            if isEnd {
                if index > start {
                    if field == column {
                        return FieldText.number(bytes[start..<index]).flatMap { UInt64(exactly: $0) }
                    }
                    field += 1
                }
                start = index + 1
            }
            index += 1
        }
        return nil
    }
}
