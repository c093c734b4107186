/// A word of a template.
struct TemplateToken: Sendable {
    enum Kind: Sendable, Equatable {
        case text, open, close, identifier, field, variable, dot, string, number, character
        case pipe, comma, declare, assign, leftParenthesis, rightParenthesis, end
    }

    var kind: Kind
    /// The word as it is written; a text without what trim markers took away.
    var text: String
    var offset: Int
    /// Whether a blank stands before it: `.a.b` is one operand, `.a .b` are two.
    var followsSpace = false
}

/// Takes a template apart into words (Go, `text/template/parse`).
struct TemplateLexer {
    private let name: String
    private let bytes: [UInt8]
    private var offset = 0
    private var words: [TemplateToken] = []
    /// Whether the text that follows loses its leading blanks.
    private var trimsNext = false

    init(_ source: String, name: String) {
        self.name = name
        bytes = Array(source.utf8)
    }

    func tokens() throws(TemplateError) -> [TemplateToken] {
        var lexer = self
        while lexer.offset < lexer.bytes.count { try lexer.textThenAction() }
        lexer.words.append(TemplateToken(kind: .end, text: "EOF", offset: lexer.bytes.count))
        return lexer.words
    }

    private mutating func textThenAction() throws(TemplateError) {
        let start = offset
        while offset < bytes.count, !starts("{{") { offset += 1 }
        var text = bytes[start..<offset]
        if trimsNext { text = text.drop(while: Self.isBlank) }
        trimsNext = false
        let isAtEnd = offset >= bytes.count
        if !isAtEnd, opensWithTrim {
            while let last = text.last, Self.isBlank(last) { text.removeLast() }
        }
        if !text.isEmpty {
            words.append(
                TemplateToken(kind: .text, text: String(decoding: text, as: UTF8.self), offset: start))
        }
        if isAtEnd { return }
        let open = offset
        offset += opensWithTrim ? 3 : 2
        if let comment = commentStart() { return try skipComment(from: comment) }
        words.append(TemplateToken(kind: .open, text: "{{", offset: open))
        try action()
    }

    /// `{{-` trims only when a blank follows; `{{-3}}` is a number.
    private var opensWithTrim: Bool {
        starts("{{-") && offset + 3 < bytes.count && Self.isBlank(bytes[offset + 3])
    }

    private func commentStart() -> Int? {
        var place = offset
        // Only a trim marker lets blanks stand before a comment.
        if place > 0, bytes[place - 1] == UInt8(ascii: "-") {
            while place < bytes.count, Self.isBlank(bytes[place]) { place += 1 }
        }
        return starts("/*", at: place) ? place : nil
    }

    private mutating func skipComment(from start: Int) throws(TemplateError) {
        offset = start + 2
        while offset < bytes.count, !starts("*/") { offset += 1 }
        if offset >= bytes.count { throw fail("unclosed comment", at: start) }
        offset += 2
        if closesWithTrim {
            trimsNext = true
            while Self.isBlank(bytes[offset]) { offset += 1 }
            offset += 3
        } else if starts("}}") {
            offset += 2
        } else {
            throw fail("comment ends before closing delimiter", at: offset)
        }
    }

    /// A blank, then `-}}`.
    private var closesWithTrim: Bool {
        var place = offset
        while place < bytes.count, Self.isBlank(bytes[place]) { place += 1 }
        return place > offset && starts("-}}", at: place)
    }

    private mutating func action() throws(TemplateError) {
        while true {
            if closesWithTrim {
                while Self.isBlank(bytes[offset]) { offset += 1 }
                words.append(TemplateToken(kind: .close, text: "}}", offset: offset))
                offset += 3
                trimsNext = true
                return
            }
            let before = offset
            while offset < bytes.count, Self.isBlank(bytes[offset]) { offset += 1 }
            guard offset < bytes.count else { throw fail("unclosed action", at: offset) }
            if starts("}}") {
                words.append(TemplateToken(kind: .close, text: "}}", offset: offset))
                offset += 2
                return
            }
            try word(followsSpace: offset > before)
        }
    }

    private mutating func word(followsSpace: Bool) throws(TemplateError) {
        let start = offset
        let kind = try wordKind()
        words.append(
            TemplateToken(
                kind: kind, text: String(decoding: bytes[start..<offset], as: UTF8.self), offset: start,
                followsSpace: followsSpace))
    }

    private mutating func wordKind() throws(TemplateError) -> TemplateToken.Kind {
        let byte = bytes[offset]
        switch byte {
        case UInt8(ascii: "|"): return one(.pipe)
        case UInt8(ascii: ","): return one(.comma)
        case UInt8(ascii: "("): return one(.leftParenthesis)
        case UInt8(ascii: ")"): return one(.rightParenthesis)
        case UInt8(ascii: "="): return one(.assign)
        case UInt8(ascii: ":"):
            guard starts(":=") else { throw fail("expected :=", at: offset) }
            offset += 2
            return .declare
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): return try quoted(byte)
        case UInt8(ascii: "$"):
            offset += 1
            skipName()
            return .variable
        case UInt8(ascii: "."):
            if offset + 1 < bytes.count, Self.isDigit(bytes[offset + 1]) { return number() }
            offset += 1
            let start = offset
            skipName()
            return offset == start ? .dot : .field
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return number()
        case _ where Self.isDigit(byte): return number()
        case _ where Self.isNameByte(byte):
            skipName()
            return .identifier
        default:
            throw fail("unexpected bad character \(Self.code(of: bytes[offset...])) in command", at: offset)
        }
    }

    private mutating func one(_ kind: TemplateToken.Kind) -> TemplateToken.Kind {
        offset += 1
        return kind
    }

    private mutating func quoted(_ quote: UInt8) throws(TemplateError) -> TemplateToken.Kind {
        let start = offset
        let isRaw = quote == UInt8(ascii: "`")
        let what =
            isRaw ? "raw quoted string" : quote == UInt8(ascii: "'") ? "character constant" : "quoted string"
        offset += 1
        while offset < bytes.count, bytes[offset] != quote {
            if !isRaw, bytes[offset] == UInt8(ascii: "\\") { offset += 1 }
            if !isRaw, offset < bytes.count, bytes[offset] == 0x0A { break }
            offset += 1
        }
        guard offset < bytes.count, bytes[offset] == quote else {
            throw fail("unterminated \(what)", at: start)
        }
        offset += 1
        return quote == UInt8(ascii: "'") ? .character : .string
    }

    private mutating func number() -> TemplateToken.Kind {
        offset += 1
        while offset < bytes.count {
            let byte = bytes[offset]
            let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            let followsExponent = [UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[offset - 1])
            guard Self.isNameByte(byte) || byte == UInt8(ascii: ".") || isSign && followsExponent else {
                break
            }
            offset += 1
        }
        return .number
    }

    private mutating func skipName() {
        while offset < bytes.count, Self.isNameByte(bytes[offset]) { offset += 1 }
    }

    private func starts(_ word: StaticString, at place: Int? = nil) -> Bool {
        let place = place ?? offset
        guard place + word.utf8CodeUnitCount <= bytes.count else { return false }
        return word.withUTF8Buffer { $0.elementsEqual(bytes[place..<place + $0.count]) }
    }

    private func fail(_ reason: String, at place: Int) -> TemplateError {
        TemplateError(
            name: name, line: 1 + bytes[..<min(place, bytes.count)].count { $0 == 0x0A }, reason)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Letters beyond ASCII are names in Go too.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    /// `U+0023 '#'`, as Go names a character.
    private static func code(of bytes: ArraySlice<UInt8>) -> String {
        let scalar = String(decoding: bytes.prefix(4), as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return scalar.value < 0x20 ? name : "\(name) '\(scalar)'"
    }
}
