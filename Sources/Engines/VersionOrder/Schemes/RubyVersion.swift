/// RubyGems' order (`Gem::Version#<=>`, rubygems 3).
///
/// A version is numbers and words; a word is before the end, so it makes a pre-release, and what is missing is
/// zero. A hyphen stands for `.pre.`. Zeros before the first word do not count.
enum RubyVersion {
    /// What may stand at one place, in order.
    ///
    /// The end is as many zeros as it takes, so zeros are written together with what follows them: before a word,
    /// more of them are later; before a number, more of them are earlier.
    private enum Mark {
        static let word: UInt8 = 1
        static let zerosAndWord: UInt8 = 2
        static let end: UInt8 = 3
        static let zerosAndNumber: UInt8 = 4
        static let number: ClosedRange<UInt8> = 5...0xFF
    }

    static func encode(_ text: Span<UInt8>, _ key: inout KeyWriter) -> Reading {
        var (place, zeros) = (0, 0)
        var hasWord = false
        func encodeZeros(_ key: inout KeyWriter, beforeWord: Bool) {
            if zeros > 0, beforeWord, hasWord {
                key.byte(Mark.zerosAndWord)
                key.size(zeros)
            } else if zeros > 0, !beforeWord {
                key.byte(Mark.zerosAndNumber)
                key.descendingSize(zeros)
            }
            zeros = 0
            if beforeWord { hasWord = true }
        }
        while place < text.count {
            let byte = text[place]
            if byte.isDigit {
                let digits = text.digits(from: place)
                place = digits.upperBound
                if text.isZero(digits) {
                    zeros += 1
                } else {
                    encodeZeros(&key, beforeWord: false)
                    key.number(text, digits, leads: Mark.number)
                }
            } else if byte.isLetter {
                let letters = text.letters(from: place)
                place = letters.upperBound
                encodeZeros(&key, beforeWord: true)
                key.byte(Mark.word)
                key.word(text, letters)
            } else {
                if byte == UInt8(ascii: "-") {
                    encodeZeros(&key, beforeWord: true)
                    key.byte(Mark.word)
                    for letter in "pre".utf8 { key.byte(letter) }
                    key.byte(0)
                }
                place += 1
            }
        }
        key.byte(Mark.end)
        return isValid(text) ? .valid : .irregular
    }

    /// `Gem::Version::VERSION_PATTERN`: a number, then numbers and words behind dots, then the same behind a hyphen.
    private static func isValid(_ text: Span<UInt8>) -> Bool {
        var place = text.digits(from: 0).upperBound
        if place == 0 { return false }
        var hasHyphen = false
        while place < text.count {
            if text[place] == UInt8(ascii: "-"), !hasHyphen {
                hasHyphen = true
            } else if text[place] != UInt8(ascii: ".") {
                return false
            }
            let start = place + 1
            place = start
            while place < text.count, isPart(text[place], hasHyphen) { place += 1 }
            if place == start { return false }
        }
        return true
    }

    private static func isPart(_ byte: UInt8, _ hasHyphen: Bool) -> Bool {
        byte.isDigit || byte.isLetter || (hasHyphen && byte == UInt8(ascii: "-"))
    }
}
