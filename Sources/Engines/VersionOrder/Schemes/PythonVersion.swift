/// The order of Python's versions (PEP 440, "Summary of permitted suffixes and relative ordering").
enum PythonVersion {
    /// Letters of PEP 440's grammar in place of any spelling: what a version has behind its release.
    private enum Mark {
        /// A development release of the release itself, before all pre-releases.
        static let developmentOnly: UInt8 = 1
        static let alpha: UInt8 = 2
        static let beta: UInt8 = 3
        static let candidate: UInt8 = 4
        static let noPreRelease: UInt8 = 5
        static let noPostRelease: UInt8 = 0
        static let postRelease: ClosedRange<UInt8> = 1...0xFF
        static let developmentRelease: ClosedRange<UInt8> = 0...0xFE
        static let noDevelopmentRelease: UInt8 = 0xFF
        static let localNumber: ClosedRange<UInt8> = 0x80...0xFF
    }

    static func encode(_ text: Span<UInt8>, _ key: inout KeyWriter) -> Reading {
        var place = text.has("v", at: 0) || text.has("V", at: 0) ? 1 : 0
        encodeEpoch(text, &place, &key)
        guard encodeRelease(text, &place, &key) else { return .foreign }
        let preRelease = takePreRelease(text, &place)
        let postRelease = takePostRelease(text, &place)
        let development = takeNumbered(text, &place) { text, place in length(of: "dev", text, place) }

        if let preRelease {
            key.byte(preRelease.mark)
            key.number(text, preRelease.digits)
        } else {
            let isDevelopment = development != nil && postRelease == nil
            key.byte(isDevelopment ? Mark.developmentOnly : Mark.noPreRelease)
        }
        if let postRelease {
            key.number(text, postRelease, leads: Mark.postRelease)
        } else {
            key.byte(Mark.noPostRelease)
        }
        if let development {
            key.number(text, development, leads: Mark.developmentRelease)
        } else {
            key.byte(Mark.noDevelopmentRelease)
        }
        if place == text.count { return .valid }
        return text.has("+", at: place) && encodeLocal(text, place + 1, &key) ? .valid : .foreign
    }

    private static func encodeEpoch(_ text: Span<UInt8>, _ place: inout Int, _ key: inout KeyWriter) {
        let digits = text.digits(from: place)
        let hasEpoch = !digits.isEmpty && text.has("!", at: digits.upperBound)
        key.number(text, hasEpoch ? digits : 0..<0)
        if hasEpoch { place = digits.upperBound + 1 }
    }

    /// Writes the release without the zeros at its end.
    private static func encodeRelease(
        _ text: Span<UInt8>, _ place: inout Int, _ key: inout KeyWriter
    ) -> Bool {
        var zeros = 0
        var digits = text.digits(from: place)
        guard !digits.isEmpty else { return false }
        while true {
            place = digits.upperBound
            if text.isZero(digits) {
                zeros += 1
            } else {
                while zeros > 0 {
                    key.number(text, 0..<0, leads: 1...0xFF)
                    zeros -= 1
                }
                key.number(text, digits, leads: 1...0xFF)
            }
            guard text.has(".", at: place) else { break }
            digits = text.digits(from: place + 1)
            if digits.isEmpty { break }
        }
        key.byte(0)
        return true
    }

    private static func takePreRelease(
        _ text: Span<UInt8>, _ place: inout Int
    ) -> (mark: UInt8, digits: Range<Int>)? {
        var mark = Mark.alpha
        let digits = takeNumbered(text, &place) { text, place in
            // Of two spellings of which one begins the other, the longer one comes first.
            for word: StaticString in ["alpha", "a"] where text.begins(with: word, at: place) {
                mark = Mark.alpha
                return word.utf8CodeUnitCount
            }
            for word: StaticString in ["beta", "b"] where text.begins(with: word, at: place) {
                mark = Mark.beta
                return word.utf8CodeUnitCount
            }
            for word: StaticString in ["preview", "pre", "c", "rc"] where text.begins(with: word, at: place) {
                mark = Mark.candidate
                return word.utf8CodeUnitCount
            }
            return nil
        }
        return digits.map { (mark, $0) }
    }

    private static func takePostRelease(_ text: Span<UInt8>, _ place: inout Int) -> Range<Int>? {
        if text.has("-", at: place) {
            // `1.0-1` is `1.0.post1`.
            let digits = text.digits(from: place + 1)
            if !digits.isEmpty {
                place = digits.upperBound
                return digits
            }
        }
        return takeNumbered(text, &place) { text, place in
            length(of: "post", text, place) ?? length(of: "rev", text, place) ?? length(of: "r", text, place)
        }
    }

    /// Takes a word, what may separate it on both sides, and its number, which is empty for zero.
    private static func takeNumbered(
        _ text: Span<UInt8>, _ place: inout Int, word: (Span<UInt8>, Int) -> Int?
    ) -> Range<Int>? {
        let start = isSeparator(text, place) ? place + 1 : place
        guard let length = word(text, start) else { return nil }
        let end = start + length
        let digits = text.digits(from: isSeparator(text, end) ? end + 1 : end)
        place = digits.upperBound
        return digits
    }

    private static func length(of word: StaticString, _ text: Span<UInt8>, _ place: Int) -> Int? {
        text.begins(with: word, at: place) ? word.utf8CodeUnitCount : nil
    }

    /// Writes the local label: words before numbers, fewer segments before more (PEP 440, "Local version
    /// identifiers").
    private static func encodeLocal(_ text: Span<UInt8>, _ start: Int, _ key: inout KeyWriter) -> Bool {
        var place = start
        while true {
            let begin = place
            var isNumber = true
            while place < text.count, text[place].isDigit || text[place].isLetter {
                if !text[place].isDigit { isNumber = false }
                place += 1
            }
            guard place > begin else { return false }
            if isNumber {
                key.number(text, begin..<place, leads: Mark.localNumber)
            } else {
                key.word(text, begin..<place, isFolded: true)
            }
            if place == text.count { return true }
            guard isSeparator(text, place) else { return false }
            place += 1
        }
    }

    private static func isSeparator(_ text: Span<UInt8>, _ place: Int) -> Bool {
        text.has(".", at: place) || text.has("-", at: place) || text.has("_", at: place)
    }
}
