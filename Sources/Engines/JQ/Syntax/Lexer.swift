/// Takes a program apart into words, one at a time.
struct Lexer {
    private let text: [UInt8]
    private var place = 0
    private(set) var line = 1

    init(_ source: String) { text = Array(source.utf8) }

    /// A piece of a string: its text up to an interpolation, or to its end.
    enum StringPiece {
        case text(String)
        case interpolation
        case end
    }

    mutating func next() throws(JQError) -> Token {
        skipSpace()
        guard place < text.count else { return .end }
        let byte = text[place]
        switch byte {
        case UInt8(ascii: "\""):
            place += 1
            return .quote
        case UInt8(ascii: "."):
            if isNameStart(place + 1) {
                place += 1
                return .field(takeName())
            }
            if isDigit(place + 1) { return .number(takeNumber()) }
            return symbol()
        case UInt8(ascii: "$"):
            guard isNameStart(place + 1) else { return symbol() }
            place += 1
            let name = takeQualifiedName()
            return name == "__loc__" ? .location : .variable(name)
        case UInt8(ascii: "@"):
            let start = place + 1
            var end = start
            while end < text.count, isNamePart(end) { end += 1 }
            guard end > start else { throw unexpected() }
            place = end
            return .format(string(start..<end))
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(takeNumber())
        default:
            guard isNameStart(place) else { return symbol() }
            let name = takeQualifiedName()
            return Token.keywords.contains(name) ? .keyword(name) : .name(name)
        }
    }

    /// The next piece of the string that a quote began, or that goes on after an interpolation.
    mutating func nextStringPiece() throws(JQError) -> StringPiece {
        var bytes: [UInt8] = []
        while place < text.count {
            let byte = text[place]
            if byte == UInt8(ascii: "\"") {
                if !bytes.isEmpty { break }
                place += 1
                return .end
            }
            if byte == UInt8(ascii: "\\") {
                if place + 1 < text.count, text[place + 1] == UInt8(ascii: "(") {
                    if !bytes.isEmpty { break }
                    place += 2
                    return .interpolation
                }
                try escape(into: &bytes)
                continue
            }
            if byte == 0x0A { line += 1 }
            bytes.append(byte)
            place += 1
        }
        guard place < text.count else {
            throw fail("syntax error, unexpected end of file (Unix shell quoting issues?)")
        }
        return .text(String(decoding: bytes, as: UTF8.self))
    }

    func fail(_ message: String) -> JQError { .syntax(line: line, message: message) }

    private func unexpected() -> JQError {
        fail("syntax error, unexpected INVALID_CHARACTER (Unix shell quoting issues?)")
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(JQError) {
        let start = place
        guard place + 1 < text.count else { throw fail("the program ends within an escape") }
        let mark = text[place + 1]
        place += 2
        switch mark {
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "\""): bytes.append(mark)
        case UInt8(ascii: "u"):
            guard let first = takeHex() else { throw invalidEscape(start) }
            var scalar = first
            if (0xD800..<0xDC00).contains(first), place + 1 < text.count, text[place] == UInt8(ascii: "\\"),
                text[place + 1] == UInt8(ascii: "u")
            {
                place += 2
                guard let second = takeHex() else { throw invalidEscape(start) }
                scalar =
                    (0xDC00..<0xE000).contains(second)
                    ? 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00) : 0xFFFD
            }
            bytes.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
        default: throw invalidEscape(start)
        }
    }

    private func invalidEscape(_ start: Int) -> JQError {
        let shown = string(start..<min(place, text.count))
        return fail("Invalid escape at line 1, column 4 (while parsing '\"\(shown)\"')")
    }

    private mutating func takeHex() -> UInt32? {
        guard place + 4 <= text.count else { return nil }
        let digits = string(place..<place + 4)
        guard digits.utf8.allSatisfy({ Self.isHexDigit($0) }) else { return nil }
        place += 4
        return UInt32(digits, radix: 16)
    }

    private static let longSymbols = [
        "?//", "//=", "!=", "==", "//", "|=", "+=", "-=", "*=", "/=", "%=", "<=", ">=", "..",
    ].map { Array($0.utf8) }

    private mutating func symbol() -> Token {
        for symbol in Self.longSymbols where text[place...].starts(with: symbol) {
            place += symbol.count
            return .symbol(String(decoding: symbol, as: UTF8.self))
        }
        var end = place + 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        defer { place = end }
        return .symbol(string(place..<end))
    }

    private mutating func takeName() -> String {
        let start = place
        while place < text.count, isNamePart(place) { place += 1 }
        return string(start..<place)
    }

    /// A name, perhaps after the names of modules: `a::b`.
    private mutating func takeQualifiedName() -> String {
        var name = takeName()
        while place + 2 < text.count, text[place] == UInt8(ascii: ":"), text[place + 1] == UInt8(ascii: ":"),
            isNameStart(place + 2)
        {
            place += 2
            name += "::" + takeName()
        }
        return name
    }

    private mutating func takeNumber() -> String {
        let start = place
        while isDigit(place) { place += 1 }
        if place < text.count, text[place] == UInt8(ascii: ".") {
            place += 1
            while isDigit(place) { place += 1 }
        }
        if place < text.count, text[place] | 0x20 == UInt8(ascii: "e") {
            var end = place + 1
            if end < text.count, text[end] == UInt8(ascii: "+") || text[end] == UInt8(ascii: "-") { end += 1 }
            if isDigit(end) {
                while isDigit(end) { end += 1 }
                place = end
            }
        }
        return string(start..<place)
    }

    private mutating func skipSpace() {
        while place < text.count {
            switch text[place] {
            case 0x0A:
                line += 1
                place += 1
            case 0x20, 0x09, 0x0D: place += 1
            case UInt8(ascii: "#"): while place < text.count, text[place] != 0x0A { place += 1 }
            default: return
            }
        }
    }

    private func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

    private func isDigit(_ place: Int) -> Bool {
        place < text.count && text[place] >= UInt8(ascii: "0") && text[place] <= UInt8(ascii: "9")
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }

    private func isNameStart(_ place: Int) -> Bool {
        guard place < text.count else { return false }
        let lower = text[place] | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") || text[place] == UInt8(ascii: "_")
    }

    private func isNamePart(_ place: Int) -> Bool { isNameStart(place) || isDigit(place) }
}
