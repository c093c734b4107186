import Bytes

/// Reads a text from its beginning to its end.
struct TOMLReader {
    let bytes: [UInt8]
    let file: String?
    var position = 0
    /// How many arrays and inline tables the place is in.
    var depth = 0

    init(_ bytes: [UInt8], file: String?) {
        self.bytes = bytes
        self.file = file
    }

    /// The byte at the place; nil at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func document() throws(TOMLError) -> TOMLTable {
        if String(validating: bytes, as: UTF8.self) == nil { throw fail("the text is not UTF-8") }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        let root = TOMLTable(.header)
        var table = root
        while true {
            try skipLines()
            guard let byte = next else { return root }
            if byte == UInt8(ascii: "[") {
                table = try header(root)
            } else {
                try keyAndValue(table)
            }
            try endLine()
        }
    }

    /// Reads `[name]` or `[[name]]`, and gives the table that it begins.
    private mutating func header(_ root: TOMLTable) throws(TOMLError) -> TOMLTable {
        position += 1
        let isArray = take("[")
        skipBlanks()
        let path = try key()
        guard take("]"), !isArray || take("]") else { throw fail("expected ] after the table's name") }
        var table = root
        for name in path.dropLast() { table = try descend(table, name) }
        let name = path[path.count - 1]
        let new = TOMLTable(.header)
        // What was there is taken out, so that a long array is not copied for each of its tables.
        switch (table.values.removeValue(forKey: name), isArray) {
        case (nil, true): table.values[name] = .tables([new])
        case (nil, false): table.values[name] = .table(new)
        case (.tables(var tables), true):
            tables.append(new)
            table.values[name] = .tables(tables)
        case (.table(let old), false) where old.origin == .implied:
            old.origin = .header
            table.values[name] = .table(old)
            return old
        default: throw fail("\"\(name)\" is defined twice")
        }
        return new
    }

    /// The table that a part of a header's name leads to.
    private func descend(_ table: TOMLTable, _ name: String) throws(TOMLError) -> TOMLTable {
        switch table.values[name] {
        case nil:
            let new = TOMLTable(.implied)
            table.values[name] = .table(new)
            return new
        case .table(let old) where old.origin != .inline: return old
        case .tables(let tables): if let last = tables.last { return last }
        default: break
        }
        throw fail("\"\(name)\" is no table that can be added to")
    }

    /// Reads `key = value` into a table.
    mutating func keyAndValue(_ table: TOMLTable) throws(TOMLError) {
        let path = try key()
        guard take("=") else { throw fail("expected = after the key") }
        skipBlanks()
        var target = table
        for name in path.dropLast() {
            switch target.values[name] {
            case nil:
                let new = TOMLTable(.dottedKey)
                target.values[name] = .table(new)
                target = new
            case .table(let old) where old.origin == .dottedKey || old.origin == .implied: target = old
            default: throw fail("\"\(name)\" is no table that can be added to")
            }
        }
        let name = path[path.count - 1]
        if target.values[name] != nil { throw fail("\"\(name)\" is defined twice") }
        target.values[name] = try value()
    }

    /// Reads a key and the blanks around it: one or more names with dots between them.
    private mutating func key() throws(TOMLError) -> [String] {
        var names: [String] = []
        repeat {
            skipBlanks()
            switch next {
            case UInt8(ascii: "\""): names.append(try basicString())
            case UInt8(ascii: "'"): names.append(try literalString())
            default:
                let start = position
                while let byte = next, Self.isBare(byte) { position += 1 }
                if start == position { throw fail("expected a key") }
                names.append(String(decoding: bytes[start..<position], as: UTF8.self))
            }
            if names.count + depth > TOML.depthLimit {
                throw fail("nested deeper than \(TOML.depthLimit)")
            }
            skipBlanks()
        } while take(".")
        return names
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Passes over blanks, comments and ends of lines.
    mutating func skipLines() throws(TOMLError) {
        while true {
            skipBlanks()
            try skipComment()
            guard skipLineEnd() else { return }
        }
    }

    private mutating func endLine() throws(TOMLError) {
        skipBlanks()
        try skipComment()
        if next != nil, !skipLineEnd() { throw fail("expected the line to end") }
    }

    private mutating func skipComment() throws(TOMLError) {
        guard next == UInt8(ascii: "#") else { return }
        while let byte = next, byte != 0x0A, !(byte == 0x0D && isLineEnd(position)) {
            if Self.isControl(byte) { throw fail("a control character in a comment") }
            position += 1
        }
    }

    private func isLineEnd(_ place: Int) -> Bool {
        place < bytes.count
            && (bytes[place] == 0x0A
                || bytes[place] == 0x0D && place + 1 < bytes.count && bytes[place + 1] == 0x0A)
    }

    /// Passes over the end of a line, if the place is at one.
    mutating func skipLineEnd() -> Bool {
        guard isLineEnd(position) else { return false }
        position += bytes[position] == 0x0A ? 1 : 2
        return true
    }

    mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 { position += 1 }
    }

    /// Passes over a character, if it is the next one.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Whether a byte may stand in no string and no comment.
    static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && byte != 0x09 || byte == 0x7F }

    func fail(_ reason: String) -> TOMLError {
        let before = bytes[..<min(position, bytes.count)]
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return TOMLError(
            file: file, line: before.count { $0 == 0x0A } + 1, column: before.count - lineStart + 1,
            reason: reason)
    }
}
