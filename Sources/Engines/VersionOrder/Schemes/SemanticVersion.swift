/// Semantic Versioning 2.0.0 (semver.org, 11) and what ecosystems made of it.
///
/// Numbers that are missing are zero, and a `v` before them does not count. More numbers than the scheme has are no
/// version of it, but they are compared as numbers.
struct SemanticVersion {
    /// How many numbers a version has at most.
    var numbers = 3
    /// Whether `go1.2` may stand for `v1.2`.
    var takesGoPrefix = false
    /// Whether a pre-release may follow without its hyphen, as npm's loose mode reads `1.2.3beta`.
    var isLoose = false
    /// Whether the letters' case does not count in pre-releases.
    var isFolded = false
    /// Whether what follows `+` counts.
    var ordersBuilds = false

    /// npm's reading, node-semver's loose mode.
    static let npm = SemanticVersion(isLoose: true)
    /// Go's modules and Go's own releases (Go Modules Reference, "Versions").
    ///
    /// A pseudo-version is a pre-release whose identifier begins with the time, and `+incompatible` is metadata of a
    /// build.
    static let go = SemanticVersion(takesGoPrefix: true, isLoose: true)
    /// NuGet's packages ("Package versioning"): up to four numbers, and the letters' case does not count.
    static let nuget = SemanticVersion(numbers: 4, isFolded: true)
    /// Dart's packages (`pub_semver`): metadata of a build makes a version newer.
    static let pub = SemanticVersion(ordersBuilds: true)

    func encode(_ text: Span<UInt8>, _ key: inout KeyWriter) -> Reading {
        var place = prefixEnd(text)
        guard let count = encodeNumbers(text, &place, &key) else { return .foreign }
        let buildStart = firstPlus(in: text, from: place)
        if place < buildStart {
            if text.has("-", at: place) {
                place += 1
            } else if !isLoose || !text[place].isLetter {
                return .foreign
            }
            key.byte(0)
            guard encodeIdentifiers(text, place..<buildStart, &key) else { return .foreign }
        } else {
            key.byte(1)
        }
        if ordersBuilds {
            if buildStart < text.count {
                guard encodeIdentifiers(text, buildStart + 1..<text.count, &key) else { return .foreign }
            } else {
                key.byte(0)
            }
        }
        return count <= numbers ? .valid : .irregular
    }

    private func prefixEnd(_ text: Span<UInt8>) -> Int {
        if takesGoPrefix, text.begins(with: "go", at: 0) { return 2 }
        var place = 0
        while isLoose, text.has("=", at: place) || text.has(" ", at: place) { place += 1 }
        return text.has("v", at: place) || text.has("V", at: place) ? place + 1 : place
    }

    private func firstPlus(in text: Span<UInt8>, from start: Int) -> Int {
        var place = start
        while place < text.count, text[place] != UInt8(ascii: "+") { place += 1 }
        return place
    }

    /// Writes the numbers without the zeros at their end, and says how many there are.
    private func encodeNumbers(_ text: Span<UInt8>, _ place: inout Int, _ key: inout KeyWriter) -> Int? {
        var (count, zeros) = (0, 0)
        while true {
            let digits = text.digits(from: place)
            guard !digits.isEmpty else { return nil }
            place = digits.upperBound
            count += 1
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
            place += 1
        }
        key.byte(0)
        return count
    }

    /// Writes the identifiers between dots: numbers before words, fewer before more (semver.org, 11.4).
    private func encodeIdentifiers(_ text: Span<UInt8>, _ run: Range<Int>, _ key: inout KeyWriter) -> Bool {
        var start = run.lowerBound
        while true {
            var (end, isNumber) = (start, true)
            while end < run.upperBound, text[end] != UInt8(ascii: ".") {
                let byte = text[end]
                guard byte.isDigit || byte.isLetter || byte == UInt8(ascii: "-") else { return false }
                if !byte.isDigit { isNumber = false }
                end += 1
            }
            guard end > start else { return false }
            if isNumber {
                // Below the hyphen, which is the least that a word begins with.
                key.number(text, start..<end, leads: 1...0x2C)
            } else {
                key.word(text, start..<end, isFolded: isFolded)
            }
            guard end < run.upperBound else { break }
            start = end + 1
        }
        key.byte(0)
        return true
    }
}
