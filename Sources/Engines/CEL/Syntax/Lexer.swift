/// Splits an expression into words (cel-spec, "Syntax").
struct Lexer {
    private let source: [Unicode.Scalar]
    private var index = 0

    init(_ source: [Unicode.Scalar]) { self.source = source }

    /// All words, the last being the end.
    static func tokens(of source: [Unicode.Scalar]) throws(SyntaxProblem) -> [Token] {
        var lexer = Lexer(source)
        var tokens: [Token] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private mutating func next() throws(SyntaxProblem) -> Token {
        skipBlanks()
        let start = index
        guard let first = peek() else { return Token(kind: .end, position: start, text: "<EOF>") }
        let kind: Token.Kind
        if Self.isDigit(first) || (first == "." && peek(1).map(Self.isDigit) == true) {
            kind = try number()
        } else if let literal = try text() {
            kind = literal
        } else if Self.isLetter(first) {
            kind = word()
        } else if let symbol = symbol() {
            kind = .symbol(symbol)
        } else {
            throw SyntaxProblem(
                position: start,
                message:
                    "Syntax error: token recognition error at: '\(String(String.UnicodeScalarView([first])))'"
            )
        }
        return Token(kind: kind, position: start, text: slice(start, index))
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        index + ahead < source.count ? source[index + ahead] : nil
    }

    private func slice(_ start: Int, _ end: Int) -> String {
        String(String.UnicodeScalarView(source[start..<end]))
    }

    private mutating func skipBlanks() {
        while let scalar = peek() {
            if scalar == "/" && peek(1) == "/" {
                while let rest = peek(), rest != "\n" {
                    _ = rest
                    index += 1
                }
            } else if " \t\r\n\u{0C}".unicodeScalars.contains(scalar) {
                index += 1
            } else {
                return
            }
        }
    }

    private mutating func word() -> Token.Kind {
        let start = index
        while let scalar = peek(), Self.isLetter(scalar) || Self.isDigit(scalar) { index += 1 }
        let name = slice(start, index)
        return Token.Keyword(rawValue: name).map(Token.Kind.keyword) ?? .identifier(name)
    }

    private mutating func symbol() -> Token.Symbol? {
        for length in [2, 1] where index + length <= source.count {
            if let symbol = Token.Symbol(rawValue: slice(index, index + length)) {
                index += length
                return symbol
            }
        }
        return nil
    }

    private mutating func number() throws(SyntaxProblem) -> Token.Kind {
        let start = index
        if peek() == "0", peek(1) == "x" || peek(1) == "X", peek(2).map(Self.isHexDigit) == true {
            index += 2
            while peek().map(Self.isHexDigit) == true { index += 1 }
            return try whole(slice(start + 2, index), radix: 16, from: start)
        }
        skipDigits()
        var isDouble = false
        if peek() == ".", peek(1).map(Self.isDigit) == true {
            isDouble = true
            index += 1
            skipDigits()
        }
        if peek() == "e" || peek() == "E" {
            let sign = peek(1) == "+" || peek(1) == "-" ? 1 : 0
            if peek(1 + sign).map(Self.isDigit) == true {
                isDouble = true
                index += 1 + sign
                skipDigits()
            }
        }
        let text = slice(start, index)
        guard isDouble else { return try whole(text, radix: 10, from: start) }
        guard let value = Double(text), value.isFinite else {
            throw SyntaxProblem(position: start, message: "invalid double literal")
        }
        return .double(value)
    }

    private mutating func skipDigits() { while peek().map(Self.isDigit) == true { index += 1 } }

    private mutating func whole(
        _ digits: String, radix: Int, from start: Int
    ) throws(SyntaxProblem) -> Token.Kind {
        let isUnsigned = peek() == "u" || peek() == "U"
        if isUnsigned { index += 1 }
        // The most negative integer has no positive counterpart; the parser sees the sign before it.
        guard let value = UInt64(digits, radix: radix), isUnsigned || value <= 1 << 63 else {
            throw SyntaxProblem(
                position: start, message: isUnsigned ? "invalid uint literal" : "invalid int literal")
        }
        return isUnsigned ? .uint(value) : .int(value)
    }

    /// A string or bytes, or nil when none begins here.
    private mutating func text() throws(SyntaxProblem) -> Token.Kind? {
        var ahead = 0
        var isBytes = false
        var isRaw = false
        if peek() == "b" || peek() == "B" { (isBytes, ahead) = (true, 1) }
        if peek(ahead) == "r" || peek(ahead) == "R" { (isRaw, ahead) = (true, ahead + 1) }
        guard let quote = peek(ahead), quote == "\"" || quote == "'" else { return nil }
        let start = index
        index += ahead
        let isTriple = peek(1) == quote && peek(2) == quote
        index += isTriple ? 3 : 1
        let contents = index
        while true {
            guard let scalar = peek(), isTriple || (scalar != "\n" && scalar != "\r") else {
                throw SyntaxProblem(
                    position: start,
                    message: "Syntax error: token recognition error at: '\(slice(start, index))'")
            }
            if scalar == "\\" && !isRaw {
                // A backslash may be the last character.
                index = min(index + 2, source.count)
            } else if scalar == quote && (!isTriple || (peek(1) == quote && peek(2) == quote)) {
                break
            } else {
                index += 1
            }
        }
        let body = source[contents..<min(index, source.count)]
        index += isTriple ? 3 : 1
        do throws(TextLiteral.Problem) {
            return isBytes
                ? .bytes(try TextLiteral.bytes(body, isRaw: isRaw))
                : .string(try TextLiteral.string(body, isRaw: isRaw))
        } catch {
            throw SyntaxProblem(position: start, message: error.message)
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }

    private static func isHexDigit(_ scalar: Unicode.Scalar) -> Bool {
        isDigit(scalar) || (scalar >= "a" && scalar <= "f") || (scalar >= "A" && scalar <= "F")
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        (scalar >= "a" && scalar <= "z") || (scalar >= "A" && scalar <= "Z") || scalar == "_"
    }
}
