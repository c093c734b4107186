/// Maven's order (POM reference, "Version Order Specification").
///
/// A version is numbers and qualifiers with a dot or a hyphen before them; a change between digits and letters is a
/// hyphen, and a qualifier behind a dot is one behind a hyphen. What is null (`0`, nothing, `final`, `ga`,
/// `release`) at the end or before a hyphen does not count.
enum MavenVersion {
    /// What may stand at one place, in order.
    private enum Mark {
        static let end: UInt8 = 6
        static let servicePack: UInt8 = 7
        static let qualifier: UInt8 = 8
        static let hyphenNumber: ClosedRange<UInt8> = 9...0x80
        static let dotNumber: ClosedRange<UInt8> = 0x81...0xFF
    }

    private struct Token {
        var run: Range<Int>
        /// Whether it is a number; nothing between two separators is zero.
        var isNumber: Bool
        /// Whether it stands behind a dot, as the first one does, and not behind a hyphen or a change of kind.
        var hasDot: Bool
    }

    private struct Lexer {
        private var place = 0
        private var hasDot = true
        private var isAtEnd = false

        mutating func next(_ text: Span<UInt8>) -> Token? {
            if isAtEnd { return nil }
            let start = place
            if place < text.count, text[place].isDigit {
                place = text.digits(from: place).upperBound
            } else {
                while place < text.count, !text[place].isDigit, !MavenVersion.isSeparator(text[place]) {
                    place += 1
                }
            }
            let isNumber = place == start || text[start].isDigit
            defer {
                isAtEnd = place == text.count
                hasDot = text.has(".", at: place)
                if !isAtEnd, MavenVersion.isSeparator(text[place]) { place += 1 }
            }
            return Token(run: start..<place, isNumber: isNumber, hasDot: hasDot)
        }
    }

    static func encode(_ text: Span<UInt8>, _ key: inout KeyWriter) -> Reading {
        var lexer = Lexer()
        // What is known of the nulls before a place, so that a long run of them is looked at once.
        var fate = (end: 0, isKept: false)
        while let token = lexer.next(text) {
            if isNull(text, token) {
                if token.run.lowerBound >= fate.end { fate = fateOfNulls(text, lexer) }
                if !fate.isKept { continue }
            }
            encodeToken(text, token, &key)
        }
        key.byte(Mark.end)
        return text.isEmpty ? .irregular : .valid
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }

    private static func isNull(_ text: Span<UInt8>, _ token: Token) -> Bool {
        if token.isNumber { return text.isZero(token.run) }
        return text.isWord("final", in: token.run) || text.isWord("ga", in: token.run)
            || text.isWord("release", in: token.run)
    }

    /// Where the nulls behind dots end, and whether they are kept by a number there that has a dot before it.
    private static func fateOfNulls(_ text: Span<UInt8>, _ lexer: Lexer) -> (end: Int, isKept: Bool) {
        var lexer = lexer
        while let token = lexer.next(text) {
            let isDotted = token.isNumber && token.hasDot
            if !isDotted || !text.isZero(token.run) { return (token.run.lowerBound, isDotted) }
        }
        return (text.count + 1, false)
    }

    private static func encodeToken(_ text: Span<UInt8>, _ token: Token, _ key: inout KeyWriter) {
        if token.isNumber {
            return key.number(text, token.run, leads: token.hasDot ? Mark.dotNumber : Mark.hyphenNumber)
        }
        if let mark = mark(text, token) { return key.byte(mark) }
        key.byte(Mark.qualifier)
        key.word(text, token.run, isFolded: true)
    }

    /// The place of a qualifier that Maven knows; one letter is short for a word only right before a digit.
    private static func mark(_ text: Span<UInt8>, _ token: Token) -> UInt8? {
        let run = token.run
        if run.count == 1, run.upperBound < text.count, text[run.upperBound].isDigit {
            switch text[run.lowerBound].lowercased {
            case UInt8(ascii: "a"): return 1
            case UInt8(ascii: "b"): return 2
            case UInt8(ascii: "m"): return 3
            default: return nil
            }
        }
        if text.isWord("alpha", in: run) { return 1 }
        if text.isWord("beta", in: run) { return 2 }
        if text.isWord("milestone", in: run) { return 3 }
        if text.isWord("rc", in: run) || text.isWord("cr", in: run) { return 4 }
        if text.isWord("snapshot", in: run) { return 5 }
        if text.isWord("sp", in: run) { return Mark.servicePack }
        return isNull(text, token) ? Mark.end : nil
    }
}
