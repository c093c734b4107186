/// apk-tools' order of `digit{.digit}…{letter}{_suffix{#}}…{~hash}{-r#}` (apk-package(5), "pkgver").
///
/// This is the order of apk-tools 3. A text that it can't read to the end is ordered up to that place; what follows
/// does not count, and a version that ends there is newer.
enum AlpineVersion {
    /// The kinds of token, in the order in which they may follow each other.
    private enum Token: Int {
        case firstNumber, number, letter, suffix, suffixNumber, hash, revision, end, invalid
    }

    /// What may stand at one place of a version, in order; the suffixes are told apart by what is added to them.
    private enum Mark {
        static let preRelease: UInt8 = 1
        static let invalid: UInt8 = 5
        static let end: UInt8 = 6
        static let revision: UInt8 = 7
        static let hash: UInt8 = 8
        static let suffixNumber: UInt8 = 9
        static let postRelease: UInt8 = 10
        static let letter: UInt8 = 15
        static let paddedNumber: UInt8 = 16
        static let number: ClosedRange<UInt8> = 17...0xFF
    }

    static func encode(_ text: Span<UInt8>, _ key: inout KeyWriter) -> Reading {
        let first = text.digits(from: 0)
        if first.isEmpty {
            key.byte(Mark.invalid)
            return .irregular
        }
        key.number(text, first, leads: Mark.number)
        var (token, place) = (Token.firstNumber, first.upperBound)
        while token.rawValue < Token.end.rawValue {
            token = encodeToken(text, &place, after: token, &key)
        }
        key.byte(token == .end ? Mark.end : Mark.invalid)
        return token == .end ? .valid : .irregular
    }

    private static func encodeToken(
        _ text: Span<UInt8>, _ place: inout Int, after token: Token, _ key: inout KeyWriter
    ) -> Token {
        guard place < text.count else { return .end }
        switch text[place] {
        case UInt8(ascii: "a")...UInt8(ascii: "z"):
            guard token.rawValue <= Token.number.rawValue else { return .invalid }
            key.byte(Mark.letter)
            key.byte(text[place])
            place += 1
            return .letter
        case UInt8(ascii: "."):
            guard token.rawValue <= Token.number.rawValue else { return .invalid }
            place += 1
            return encodeNumber(text, &place, &key)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard token == .suffix else { return .invalid }
            let digits = text.digits(from: place)
            place = digits.upperBound
            key.byte(Mark.suffixNumber)
            key.number(text, digits)
            return .suffixNumber
        case UInt8(ascii: "_"):
            guard token.rawValue <= Token.suffixNumber.rawValue else { return .invalid }
            place += 1
            return encodeSuffix(text, &place, &key)
        case UInt8(ascii: "~"):
            guard token.rawValue < Token.hash.rawValue else { return .invalid }
            let start = place + 1
            place = start
            while place < text.count, text[place].isHexDigit { place += 1 }
            guard place > start else { return .invalid }
            key.byte(Mark.hash)
            key.word(text, start..<place)
            return .hash
        case UInt8(ascii: "-"):
            let digits = text.digits(from: place + 2)
            guard token.rawValue < Token.revision.rawValue, text.has("r", at: place + 1), !digits.isEmpty
            else {
                return .invalid
            }
            place = digits.upperBound
            key.byte(Mark.revision)
            key.number(text, digits)
            return .revision
        default: return .invalid
        }
    }

    /// Numbers behind a dot are compared as text where one begins with a zero, as Gentoo does: `1.09 < 1.1`.
    private static func encodeNumber(
        _ text: Span<UInt8>, _ place: inout Int, _ key: inout KeyWriter
    ) -> Token {
        let digits = text.digits(from: place)
        guard !digits.isEmpty else { return .invalid }
        place = digits.upperBound
        if text.has("0", at: digits.lowerBound) {
            key.byte(Mark.paddedNumber)
            key.word(text, digits)
        } else {
            key.number(text, digits, leads: Mark.number)
        }
        return .number
    }

    private static func encodeSuffix(
        _ text: Span<UInt8>, _ place: inout Int, _ key: inout KeyWriter
    ) -> Token {
        let start = place
        while place < text.count, text[place].isLetter, text[place].lowercased == text[place] { place += 1 }
        guard let mark = suffixMark(text, start..<place) else { return .invalid }
        key.byte(mark)
        return .suffix
    }

    private static func suffixMark(_ text: Span<UInt8>, _ run: Range<Int>) -> UInt8? {
        if text.isWord("alpha", in: run) { return Mark.preRelease }
        if text.isWord("beta", in: run) { return Mark.preRelease + 1 }
        if text.isWord("pre", in: run) { return Mark.preRelease + 2 }
        if text.isWord("rc", in: run) { return Mark.preRelease + 3 }
        if text.isWord("cvs", in: run) { return Mark.postRelease }
        if text.isWord("svn", in: run) { return Mark.postRelease + 1 }
        if text.isWord("git", in: run) { return Mark.postRelease + 2 }
        if text.isWord("hg", in: run) { return Mark.postRelease + 3 }
        if text.isWord("p", in: run) { return Mark.postRelease + 4 }
        return nil
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
}
