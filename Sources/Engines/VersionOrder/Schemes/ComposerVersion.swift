/// Composer's order: its normal form (`Composer\Semver\VersionParser::normalize`) compared as PHP's
/// `version_compare` does.
///
/// A release has four numbers, those that are missing are zero; `x` in a branch's number is greater than every release. A word of stability
/// is before the end, `patch` behind everything, and a branch that has only a name is before all numbers.
enum ComposerVersion {
    /// What may stand at one place, in order.
    private enum Mark {
        static let unknownWord: UInt8 = 1
        static let development: UInt8 = 2
        static let alpha: UInt8 = 3
        static let beta: UInt8 = 4
        static let candidate: UInt8 = 5
        static let end: UInt8 = 6
        static let number: ClosedRange<UInt8> = 7...0xFE
        static let patch: UInt8 = 0xFF
    }

    static func encode(_ whole: Span<UInt8>, _ key: inout KeyWriter) -> Reading {
        let text = whole.extracting(0..<versionEnd(whole))
        if let name = branchName(text) {
            key.byte(Mark.development)
            key.byte(Mark.unknownWord)
            key.word(text, name)
            return name.isEmpty ? .irregular : .valid
        }
        var place = 0
        if text.has("v", at: 0) || text.has("V", at: 0), text.count > 1, text[1].isDigit { place = 1 }
        var isValid = place < text.count && text[place].isDigit
        isValid = encodeNumbers(text, &place, &key) && isValid
        while place < text.count {
            let byte = text[place]
            if byte.isDigit {
                let digits = text.digits(from: place)
                key.number(text, digits, leads: Mark.number)
                place = digits.upperBound
            } else if byte.isLetter {
                let letters = text.letters(from: place)
                isValid = encodeWord(text, letters, &key) && isValid
                place = letters.upperBound
            } else {
                isValid = isValid && isSeparator(byte)
                place += 1
            }
        }
        key.byte(Mark.end)
        return isValid ? .valid : .irregular
    }

    /// Where an alias (` as …`), a flag of stability (`@dev`) or the metadata of a build (`+…`) begins, which do
    /// not count.
    private static func versionEnd(_ text: Span<UInt8>) -> Int {
        let isBranch = text.begins(with: "dev-", at: 0)
        var place = 0
        while place < text.count {
            switch text[place] {
            case UInt8(ascii: " "), UInt8(ascii: "@"): return place
            case UInt8(ascii: "+") where !isBranch: return place
            default: place += 1
            }
        }
        return place
    }

    private static func branchName(_ text: Span<UInt8>) -> Range<Int>? {
        if text.begins(with: "dev-", at: 0) { return 4..<text.count }
        let all = 0..<text.count
        // Composer 1 took these names without the word before them.
        if text.isWord("master", in: all) || text.isWord("trunk", in: all) || text.isWord("default", in: all)
        {
            return all
        }
        return nil
    }

    /// Writes the numbers that a version begins with, at least four.
    ///
    /// - Returns: Whether there are at most four, as Composer takes, or a date.
    private static func encodeNumbers(
        _ text: Span<UInt8>, _ place: inout Int, _ key: inout KeyWriter
    ) -> Bool {
        let isDate = text.digits(from: place).count >= 4
        var count = 0
        var digits = text.digits(from: place)
        while !digits.isEmpty {
            count += 1
            key.number(text, digits, leads: Mark.number)
            place = digits.upperBound
            guard place + 1 < text.count, isSeparator(text[place]) else { break }
            digits = text.digits(from: place + 1)
            if digits.isEmpty, isWildcard(text, place + 1) {
                encodeWildcards(text, &place, count, &key)
                return count <= 4
            }
        }
        while count < 4 {
            key.number(text, 0..<0, leads: Mark.number)
            count += 1
        }
        return count <= 4 || isDate
    }

    /// `1.x-dev` is the branch of everything in 1: its missing numbers are 9999999.
    private static func encodeWildcards(
        _ text: Span<UInt8>, _ place: inout Int, _ count: Int, _ key: inout KeyWriter
    ) {
        for _ in min(count, 4)..<4 {
            key.byte(Mark.number.lowerBound + 7)
            for _ in 0..<7 { key.byte(UInt8(ascii: "9")) }
        }
        while place + 1 < text.count, isSeparator(text[place]), isWildcard(text, place + 1) { place += 2 }
    }

    private static func isWildcard(_ text: Span<UInt8>, _ place: Int) -> Bool {
        guard text.has("x", at: place) || text.has("X", at: place) || text.has("*", at: place) else {
            return false
        }
        return place + 1 == text.count || !text[place + 1].isLetter
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    /// Writes a word and says whether Composer knows it; PHP takes a word by its beginning.
    private static func encodeWord(_ text: Span<UInt8>, _ run: Range<Int>, _ key: inout KeyWriter) -> Bool {
        if text.isWord("stable", in: run) { return true }
        if let mark = mark(text, run) {
            key.byte(mark)
            return true
        }
        if text.begins(with: "dev", at: run.lowerBound) {
            key.byte(Mark.development)
        } else if text.begins(with: "a", at: run.lowerBound) {
            key.byte(Mark.alpha)
        } else if text.begins(with: "b", at: run.lowerBound) {
            key.byte(Mark.beta)
        } else if text.begins(with: "rc", at: run.lowerBound) {
            key.byte(Mark.candidate)
        } else if text.begins(with: "p", at: run.lowerBound) {
            key.byte(Mark.patch)
        } else {
            key.byte(Mark.unknownWord)
            key.word(text, run, isFolded: true)
        }
        return false
    }

    private static func mark(_ text: Span<UInt8>, _ run: Range<Int>) -> UInt8? {
        if text.isWord("dev", in: run) { return Mark.development }
        if text.isWord("alpha", in: run) || text.isWord("a", in: run) { return Mark.alpha }
        if text.isWord("beta", in: run) || text.isWord("b", in: run) { return Mark.beta }
        if text.isWord("rc", in: run) { return Mark.candidate }
        if text.isWord("patch", in: run) || text.isWord("pl", in: run) || text.isWord("p", in: run) {
            return Mark.patch
        }
        return nil
    }
}
