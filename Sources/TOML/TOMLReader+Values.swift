import Bytes

extension TOMLReader {
    /// Reads a value.
    mutating func value() throws(TOMLError) -> TOMLTable.Value {
        switch next {
        case UInt8(ascii: "\""):
            return .leaf(.string(try isTripled ? multiLineString(isLiteral: false) : basicString()))
        case UInt8(ascii: "'"):
            return .leaf(.string(try isTripled ? multiLineString(isLiteral: true) : literalString()))
        case UInt8(ascii: "["): return .leaf(try array())
        case UInt8(ascii: "{"): return .table(try inlineTable())
        default: return .leaf(try word())
        }
    }

    private var isTripled: Bool {
        position + 2 < bytes.count && bytes[position + 1] == bytes[position]
            && bytes[position + 2] == bytes[position]
    }

    private mutating func array() throws(TOMLError) -> JSON {
        try enter()
        var elements: [JSON] = []
        while true {
            try skipLines()
            if take("]") { break }
            switch try value() {
            case .leaf(let leaf): elements.append(leaf)
            case .table(let table): elements.append(table.json)
            case .tables: break
            }
            try skipLines()
            if take(",") { continue }
            guard take("]") else { throw fail("expected , or ] in the array") }
            break
        }
        depth -= 1
        return .array(elements)
    }

    private mutating func inlineTable() throws(TOMLError) -> TOMLTable {
        try enter()
        let table = TOMLTable(.inline)
        skipBlanks()
        if !take("}") {
            while true {
                try keyAndValue(table)
                skipBlanks()
                if take("}") { break }
                guard take(",") else { throw fail("expected , or } in the inline table") }
                skipBlanks()
            }
        }
        depth -= 1
        return table
    }

    private mutating func enter() throws(TOMLError) {
        position += 1
        depth += 1
        if depth > TOML.depthLimit { throw fail("nested deeper than \(TOML.depthLimit)") }
    }

    /// Reads what stands without quotes: a truth value, a number, or a date or time.
    private mutating func word() throws(TOMLError) -> JSON {
        let start = position
        while let byte = next, Self.isOfWord(byte) { position += 1 }
        // A date and its time may have a blank between them.
        if position - start == 10, position + 2 < bytes.count, bytes[position] == 0x20,
            Self.isDigit(bytes[position + 1]), Self.isDigit(bytes[position + 2])
        {
            position += 1
            while let byte = next, Self.isOfWord(byte) { position += 1 }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if let value = TOMLWord.value(of: text) { return value }
        position = start
        throw fail(text.isEmpty ? "expected a value" : "\"\(text.prefix(100))\" is no value")
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "."), UInt8(ascii: ":"):
            true
        default: false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
