/// The specifications' orders written as they are read, with arrays and without a thought for speed.
///
/// The engine never holds a version as a list of parts, so a mistake in its bytes is not made here again.
enum PlainOrders {
    enum Part: Equatable {
        case number(String)
        case word(String)
    }

    /// Runs of digits and runs of letters of ASCII; everything else only separates.
    static func parts(_ text: some StringProtocol) -> [Part] {
        var parts: [Part] = []
        var rest = Substring(text)
        while let first = rest.utf8.first {
            if isDigit(first) {
                let run = rest.utf8.prefix(while: isDigit)
                parts.append(.number(trimmed(Substring(run))))
                rest = Substring(rest.utf8.dropFirst(run.count))
            } else if isLetter(first) {
                let run = rest.utf8.prefix(while: isLetter)
                parts.append(.word(String(Substring(run))))
                rest = Substring(rest.utf8.dropFirst(run.count))
            } else {
                rest = Substring(rest.utf8.dropFirst())
            }
        }
        return parts
    }

    /// Debian Policy 5.6.12, with the parts of a version as pairs of text and number.
    static func debian(_ first: String, _ second: String) -> Int {
        func split(_ text: String) -> (epoch: String, upstream: Substring, revision: Substring) {
            var rest = Substring(text)
            var epoch = "0"
            if let colon = rest.firstIndex(of: ":"), colon > rest.startIndex,
                rest[..<colon].utf8.allSatisfy(isDigit)
            {
                epoch = String(rest[..<colon])
                rest = rest[rest.index(after: colon)...]
            }
            guard let dash = rest.lastIndex(of: "-") else { return (epoch, rest, "0") }
            return (epoch, rest[..<dash], rest[rest.index(after: dash)...])
        }
        func pairs(_ part: Substring) -> [(text: [Int], number: String)] {
            var pairs: [(text: [Int], number: String)] = []
            var rest = part.utf8
            while !rest.isEmpty {
                let text = rest.prefix { !isDigit($0) }
                rest = rest.dropFirst(text.count)
                let number = rest.prefix(while: isDigit)
                rest = rest.dropFirst(number.count)
                let weights = text.map { $0 == UInt8(ascii: "~") ? -1 : Int($0) + (isLetter($0) ? 0 : 256) }
                pairs.append((weights, trimmed(Substring(number))))
            }
            return pairs
        }
        func order(_ first: Substring, _ second: Substring) -> Int {
            let (left, right) = (pairs(first), pairs(second))
            for place in 0..<max(left.count, right.count) {
                let one = place < left.count ? left[place] : (text: [], number: "")
                let other = place < right.count ? right[place] : (text: [], number: "")
                for letter in 0..<max(one.text.count, other.text.count) {
                    let weight = letter < one.text.count ? one.text[letter] : 0
                    let otherWeight = letter < other.text.count ? other.text[letter] : 0
                    if weight != otherWeight { return weight < otherWeight ? -1 : 1 }
                }
                let byNumber = numberOrder(one.number, other.number)
                if byNumber != 0 { return byNumber }
            }
            return 0
        }
        let (left, right) = (split(first), split(second))
        let byEpoch = numberOrder(trimmed(Substring(left.epoch)), trimmed(Substring(right.epoch)))
        if byEpoch != 0 { return byEpoch }
        let byUpstream = order(left.upstream, right.upstream)
        return byUpstream != 0 ? byUpstream : order(left.revision, right.revision)
    }

    /// `Gem::Version#<=>`: zeros at the end of the numbers and of the rest go, and what is missing is zero.
    static func ruby(_ first: String, _ second: String) -> Int {
        func canonical(_ text: String) -> [Part] {
            let all = parts(
                text.split(separator: "-", omittingEmptySubsequences: false).joined(separator: ".pre."))
            let split = all.firstIndex { if case .word = $0 { true } else { false } } ?? all.count
            return [all[..<split], all[split...]].flatMap { half in
                var half = Array(half)
                while half.last == .number("") { half.removeLast() }
                return half
            }
        }
        let (left, right) = (canonical(first), canonical(second))
        for place in 0..<max(left.count, right.count) {
            let one = place < left.count ? left[place] : .number("")
            let other = place < right.count ? right[place] : .number("")
            if one == other { continue }
            switch (one, other) {
            case (.word, .number): return -1
            case (.number, .word): return 1
            case (.word(let one), .word(let other)):
                return one.utf8.lexicographicallyPrecedes(other.utf8) ? -1 : 1
            case (.number(let one), .number(let other)): return numberOrder(one, other)
            }
        }
        return 0
    }

    /// Semantic Versioning 2.0.0, 11, of two versions that have three numbers.
    static func semantic(_ first: String, _ second: String) -> Int {
        func split(_ text: String) -> (numbers: [Substring], identifiers: [Substring]?) {
            let withoutBuild = text.prefix { $0 != "+" }
            let numbers = withoutBuild.prefix { $0 != "-" }
            let rest = withoutBuild.dropFirst(numbers.count)
            return (
                numbers.split(separator: "."), rest.isEmpty ? nil : rest.dropFirst().split(separator: ".")
            )
        }
        let (left, right) = (split(first), split(second))
        for (one, other) in zip(left.numbers, right.numbers) {
            let order = numberOrder(trimmed(one), trimmed(other))
            if order != 0 { return order }
        }
        guard let ones = left.identifiers else { return right.identifiers == nil ? 0 : 1 }
        guard let others = right.identifiers else { return -1 }
        for (one, other) in zip(ones, others) where one != other {
            switch (one.utf8.allSatisfy(isDigit), other.utf8.allSatisfy(isDigit)) {
            case (true, true):
                let order = numberOrder(trimmed(one), trimmed(other))
                if order != 0 { return order }
            case (true, false): return -1
            case (false, true): return 1
            case (false, false): return one.utf8.lexicographicallyPrecedes(other.utf8) ? -1 : 1
            }
        }
        return (ones.count - others.count).signum()
    }

    static func numberOrder(_ first: String, _ second: String) -> Int {
        if first.utf8.count != second.utf8.count { return first.utf8.count < second.utf8.count ? -1 : 1 }
        if first == second { return 0 }
        return first.utf8.lexicographicallyPrecedes(second.utf8) ? -1 : 1
    }

    static func trimmed(_ digits: Substring) -> String { String(digits.drop { $0 == "0" }) }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
