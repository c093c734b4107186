/// The order of versions of which nobody says by which rule they are made.
///
/// Numbers and words are compared in turn, whatever stands between them. Behind equal beginnings this is the order:
/// `~`, the words of development and pre-releases, the end, other words in any case, numbers. Zeros before the end
/// or a word do not count, so `1.0` is `1` and `1.0-rc1` is before both.
enum GenericVersion {
    private enum Mark {
        static let tilde: UInt8 = 1
        static let end: UInt8 = 8
        static let word: UInt8 = 9
        static let number: ClosedRange<UInt8> = 10...0xFF
    }

    static func encode(_ text: Span<UInt8>, _ key: inout KeyWriter) -> Reading {
        var place = text.has("v", at: 0) || text.has("V", at: 0) ? 1 : 0
        if !(place < text.count && text[place].isDigit) { place = 0 }
        var hasDigits = false
        var zeros = 0
        while place < text.count {
            let byte = text[place]
            if byte.isDigit {
                let digits = text.digits(from: place)
                place = digits.upperBound
                hasDigits = true
                if text.isZero(digits) {
                    zeros += 1
                    continue
                }
                while zeros > 0 {
                    key.number(text, 0..<0, leads: Mark.number)
                    zeros -= 1
                }
                key.number(text, digits, leads: Mark.number)
            } else if byte.isLetter || byte >= 0x80 {
                zeros = 0
                let start = place
                while place < text.count, text[place].isLetter || text[place] >= 0x80 { place += 1 }
                encodeWord(text, start..<place, &key)
            } else {
                if byte == UInt8(ascii: "~") {
                    zeros = 0
                    key.byte(Mark.tilde)
                }
                place += 1
            }
        }
        key.byte(Mark.end)
        return hasDigits ? .valid : .irregular
    }

    private static func encodeWord(_ text: Span<UInt8>, _ run: Range<Int>, _ key: inout KeyWriter) {
        let rank: UInt8? =
            if text.isWord("dev", in: run) {
                2
            } else if text.isWord("alpha", in: run) || text.isWord("a", in: run) {
                3
            } else if text.isWord("beta", in: run) || text.isWord("b", in: run) {
                4
            } else if text.isWord("milestone", in: run) || text.isWord("m", in: run) {
                5
            } else if text.isWord("rc", in: run) || text.isWord("cr", in: run) || text.isWord("pre", in: run)
                || text.isWord("preview", in: run)
            {
                6
            } else if text.isWord("snapshot", in: run) {
                7
            } else {
                nil
            }
        if let rank { return key.byte(rank) }
        key.byte(Mark.word)
        key.word(text, run, isFolded: true)
    }
}
