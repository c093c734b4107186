import Glibc
import Gzip

/// Reads a database line by line, packed or not, in bounded memory.
final class DatabaseReader {
    let name: String
    /// Reads lines as entries; good once the first line was asked for.
    private(set) var decoder: EntryDecoder
    /// What is odd but no reason to refuse.
    private(set) var warnings: [String] = []
    private let source: ByteSource
    private var unpacker: GzipDecoder?
    private var isStarted = false
    private var packed: [UInt8] = []
    private var buffer: [UInt8] = []
    private var cursor = 0
    /// Where the last line begins in the unpacked bytes.
    private(set) var lineStart = 0
    /// How many unpacked bytes stood before the buffer.
    private var passed = 0
    private var lineNumber = 0
    private var isAtEnd = false
    private var hasEnded = false
    private let onBytes: ((UnsafeRawBufferPointer) -> Void)?
    private static let pieceSize = 1 << 16
    /// Access lists and attributes can be long; nothing real comes near.
    private static let longestLine = 16 << 20

    /// Makes a reader.
    ///
    /// - Parameter onBytes: is given all unpacked bytes as they come.
    init(_ source: ByteSource, name: String, onBytes: ((UnsafeRawBufferPointer) -> Void)? = nil) {
        self.source = source
        self.name = name
        self.onBytes = onBytes
        decoder = EntryDecoder(columns: [], database: name)
    }

    /// The next entry's line; nil after the last.
    ///
    /// - Throws: ``DatabaseError`` when the database is damaged or ends before its end mark.
    func next() throws(DatabaseError) -> DatabaseLine? {
        if hasEnded { return nil }
        if decoder.columns.isEmpty, try !readHead() { return nil }
        while let line = try readLine() {
            if line.isEmpty || line[0] == UInt8(ascii: "#") { continue }
            if line.starts(with: "@@".utf8) {
                guard line.starts(with: "@@end_db".utf8) else {
                    throw failure("'\(Self.shown(line))' does not belong here")
                }
                hasEnded = true
                while let rest = try readLine() {
                    if !rest.isEmpty, rest[0] != UInt8(ascii: "#") {
                        throw failure("there is something after the end mark")
                    }
                }
                return nil
            }
            guard line[0] == UInt8(ascii: "/") else {
                throw failure("'\(Self.shown(line))' is no absolute path")
            }
            let end = line.firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ?? line.count
            return DatabaseLine(number: lineNumber, path: FieldText.unescaped(line[..<end]), bytes: line)
        }
        throw failure("missing '@@end_db', the database was not written completely")
    }

    /// Reads up to the line that names the columns; false for an empty file.
    private func readHead() throws(DatabaseError) -> Bool {
        var hasBegun = false
        while let line = try readLine() {
            if line.isEmpty || line[0] == UInt8(ascii: "#") { continue }
            if !hasBegun {
                guard line.elementsEqual("@@begin_db".utf8) else {
                    throw failure("'\(Self.shown(line))' stands where '@@begin_db' should")
                }
                hasBegun = true
                continue
            }
            guard line.starts(with: "@@db_spec".utf8) else {
                throw failure("'\(Self.shown(line))' stands where '@@db_spec' should")
            }
            try readColumns(line.dropFirst("@@db_spec".utf8.count))
            return true
        }
        if hasBegun { throw failure("missing '@@db_spec', the database was not written completely") }
        hasEnded = true
        return false
    }

    private func readColumns(_ text: ArraySlice<UInt8>) throws(DatabaseError) {
        var columns: [Attribute?] = []
        for word in text.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) {
            let name = String(decoding: word, as: UTF8.self)
            let column = Attribute.allCases.first { $0.column == name }
            if column == nil {
                warnings.append(
                    "\(self.name):\(lineNumber): @@db_spec: skip unknown field '\(name)' at position \(columns.count)"
                )
            } else if columns.contains(column) {
                warnings.append(
                    "\(self.name):\(lineNumber): @@db_spec: skip redefined field '\(name)' at position \(columns.count)"
                )
                columns.append(nil)
                continue
            }
            columns.append(column)
        }
        guard columns.first == .some(.name) else { throw failure("'@@db_spec' does not begin with 'name'") }
        if !columns.contains(.attributes) {
            warnings.append(
                "\(name):\(lineNumber): missing attr field, generated attr field from dbspec (comparison may be incorrect)"
            )
        }
        decoder = EntryDecoder(columns: columns, database: name)
    }

    /// The next line without its end; nil at the end of the file.
    private func readLine() throws(DatabaseError) -> [UInt8]? {
        while true {
            lineStart = passed + cursor
            if let end = nextLineFeed() {
                defer { cursor = end + 1 }
                lineNumber += 1
                return Array(buffer[cursor..<end])
            }
            if isAtEnd {
                guard cursor < buffer.count else { return nil }
                defer { cursor = buffer.count }
                lineNumber += 1
                return Array(buffer[cursor...])
            }
            buffer.removeSubrange(..<cursor)
            passed += cursor
            cursor = 0
            if buffer.count > Self.longestLine { throw failure("the line is longer than any entry") }
            try fill()
        }
    }

    private func nextLineFeed() -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard cursor < bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + cursor, 0x0A, bytes.count - cursor)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    private func fill() throws(DatabaseError) {
        var piece: [UInt8]
        do { piece = try source.read(Self.pieceSize) } catch {
            throw DatabaseError(error.message, in: name, line: nil, reason: .system)
        }
        if !isStarted, !piece.isEmpty {
            while piece.count < 2 {
                let more: [UInt8]
                do { more = try source.read(Self.pieceSize) } catch {
                    throw DatabaseError(error.message, in: name, line: nil, reason: .system)
                }
                if more.isEmpty { break }
                piece += more
            }
            isStarted = true
            if piece.starts(with: GzipDecoder.magic) {
                do { unpacker = try GzipDecoder() } catch { throw failure("\(error)") }
            }
        }
        guard unpacker != nil else {
            isAtEnd = piece.isEmpty
            piece.withUnsafeBytes { onBytes?($0) }
            buffer += piece
            return
        }
        try unpack(piece)
    }

    private func unpack(_ piece: [UInt8]) throws(DatabaseError) {
        guard let unpacker else { return }
        if piece.isEmpty {
            isAtEnd = true
            if !unpacker.isComplete { throw failure("the packed file is cut off") }
            return
        }
        packed += piece
        var used = 0
        while used < packed.count {
            var step: GzipDecoder.Step?
            let start = used
            let text = [UInt8](unsafeUninitializedCapacity: Self.pieceSize * 4) { output, count in
                step = packed.withUnsafeBytes { input in
                    try? unpacker.decode(
                        UnsafeRawBufferPointer(rebasing: input[start...]),
                        into: UnsafeMutableRawBufferPointer(output))
                }
                count = step?.produced ?? 0
            }
            guard let step else { throw failure("the packed file is damaged") }
            text.withUnsafeBytes { onBytes?($0) }
            buffer += text
            used += step.consumed
            if step.consumed == 0, step.produced == 0 { break }
        }
        packed.removeSubrange(..<used)
    }

    private func failure(_ message: String) -> DatabaseError {
        DatabaseError(message, in: name, line: max(1, lineNumber))
    }

    private static func shown(_ line: [UInt8]) -> String {
        String(decoding: line.prefix(60), as: UTF8.self)
    }
}
