import Bytes

/// Walks a TOML text line by line and fills tables.
struct TOMLScanner {
    let text: [UInt8]
    var place = 0
    var line = 1

    init(_ text: [UInt8]) { self.text = text }

    mutating func document(into root: TOMLTable) throws(TOMLError) {
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        var current = root
        while true {
            try skipLines()
            guard let byte = peek() else { return }
            if byte == UInt8(ascii: "[") {
                current = try header(in: root)
            } else {
                try keyAndValue(into: current)
            }
            try endLine()
        }
    }

    // What stands on a line.

    private mutating func header(in root: TOMLTable) throws(TOMLError) -> TOMLTable {
        place += 1
        let isArray = take("[")
        skipBlanks()
        let path = try keys()
        guard take("]"), !isArray || take("]") else { throw fail("a table's header is not closed") }
        var table = root
        for key in path.dropLast() { table = try descend(from: table, to: key, for: .header) }
        guard let last = path.last else { throw fail("a table's header has no name") }
        return isArray ? try append(last, to: table) : try define(last, in: table)
    }

    private mutating func define(_ key: String, in table: TOMLTable) throws(TOMLError) -> TOMLTable {
        switch table[key] {
        case nil:
            let new = try child(of: table)
            new.origin = .header
            table[key] = .table(new)
            return new
        case .table(let old) where old.origin == .implied:
            old.origin = .header
            return old
        default: throw fail("\"\(key)\" is defined twice")
        }
    }

    private mutating func append(_ key: String, to table: TOMLTable) throws(TOMLError) -> TOMLTable {
        let new = try child(of: table)
        new.origin = .header
        switch table[key] {
        case nil:
            let list = TOMLTables()
            list.tables = [new]
            table[key] = .tables(list)
        case .tables(let list): list.tables.append(new)
        default: throw fail("\"\(key)\" is defined twice")
        }
        return new
    }

    /// Steps into the table of a key that stands before a dot.
    private func descend(
        from table: TOMLTable, to key: String, for origin: TOMLTable.Origin
    ) throws(TOMLError) -> TOMLTable {
        switch table[key] {
        case nil:
            let new = try child(of: table)
            new.origin = origin == .header ? .implied : .dotted
            table[key] = .table(new)
            return new
        case .table(let next):
            // A header's table is whole with its own lines; dots do not reach into it from another's.
            let isOpen = origin == .header ? next.origin != .inline : next.origin == .dotted
            guard isOpen else { throw fail("\"\(key)\" is defined twice") }
            return next
        case .tables(let list):
            guard origin == .header, let last = list.tables.last else {
                throw fail("\"\(key)\" is defined twice")
            }
            return last
        case .value: throw fail("\"\(key)\" is a value and no table")
        }
    }

    private func child(of table: TOMLTable) throws(TOMLError) -> TOMLTable {
        guard table.depth < TOML.depthLimit else { throw tooDeep() }
        return TOMLTable(depth: table.depth + 1)
    }

    private mutating func keyAndValue(into table: TOMLTable) throws(TOMLError) {
        let path = try keys()
        guard take("=") else { throw fail("a key has no '='") }
        skipBlanks()
        var table = table
        for key in path.dropLast() { table = try descend(from: table, to: key, for: .dotted) }
        guard let last = path.last, table[last] == nil else {
            throw fail("\"\(path.last ?? "")\" is defined twice")
        }
        table[last] = try entry(depth: table.depth + 1)
    }

    /// A key with its dots, and the blanks behind it.
    private mutating func keys() throws(TOMLError) -> [String] {
        var path: [String] = []
        repeat {
            skipBlanks()
            switch peek() {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): path.append(try string(isKey: true))
            default:
                let start = place
                while let byte = peek(), Self.isBare(byte) { place += 1 }
                guard place > start else { throw fail("a key was expected") }
                path.append(String(decoding: text[start..<place], as: UTF8.self))
            }
            skipBlanks()
            guard path.count <= TOML.depthLimit else { throw tooDeep() }
        } while take(".")
        return path
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    // What stands behind an equals sign.

    private mutating func entry(depth: Int) throws(TOMLError) -> TOMLTable.Entry {
        guard peek() == UInt8(ascii: "{") else { return .value(try value(depth: depth)) }
        return .table(try inlineTable(depth: depth))
    }

    mutating func value(depth: Int) throws(TOMLError) -> JSON {
        guard depth <= TOML.depthLimit else { throw tooDeep() }
        switch peek() {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string(isKey: false))
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "{"): return try inlineTable(depth: depth).json
        default: return try scalar()
        }
    }

    private mutating func array(depth: Int) throws(TOMLError) -> JSON {
        place += 1
        var elements: [JSON] = []
        while true {
            try skipLines()
            if take("]") { return .array(elements) }
            elements.append(try value(depth: depth + 1))
            try skipLines()
            if take(",") { continue }
            guard take("]") else { throw fail("an array is not closed") }
            return .array(elements)
        }
    }

    private mutating func inlineTable(depth: Int) throws(TOMLError) -> TOMLTable {
        guard depth <= TOML.depthLimit else { throw tooDeep() }
        place += 1
        let table = TOMLTable(depth: depth)
        skipBlanks()
        if !take("}") {
            repeat {
                try keyAndValue(into: table)
                skipBlanks()
            } while take(",")
            guard take("}") else { throw fail("an inline table is not closed") }
        }
        table.origin = .inline
        return table
    }
}
