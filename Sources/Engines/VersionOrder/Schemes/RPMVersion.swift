/// librpm's order of `[EPOCH:]VERSION[-RELEASE]` (rpm-version(7)).
///
/// Runs of digits and of letters are compared in turn, whatever stands between them: `~` is before the end, `^`
/// just behind it, then words, then numbers. A missing epoch is zero. A missing release sorts before every release,
/// as `rpmVersionCompare` has it; that a dependency without a release matches every release is not an order, so
/// who asks that leaves the release away on both sides.
enum RPMVersion {
    private struct Parts {
        var epoch: Range<Int>
        var version: Range<Int>
        var release: Range<Int>?
    }

    private static func parts(of text: Span<UInt8>) -> Parts {
        var epoch = text.digits(from: 0)
        var start = 0
        if text.has(":", at: epoch.upperBound) {
            start = epoch.upperBound + 1
        } else {
            epoch = 0..<0
            // rpm's query formats print this for a package without an epoch.
            if text.begins(with: "(none):", at: 0) { start = 7 }
        }
        guard let dash = text.lastHyphen(from: start) else {
            return Parts(epoch: epoch, version: start..<text.count, release: nil)
        }
        return Parts(epoch: epoch, version: start..<dash, release: dash + 1..<text.count)
    }

    static func order(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Int {
        // Neighbours in a feed begin alike. Where the beginning that both have holds the epoch, only the parts behind
        // it are weighed, from the number or the word on in which they differ.
        let shared = first.sharedCount(second)
        if shared == first.count, shared == second.count { return 0 }
        guard first.digits(from: 0).upperBound < shared, !first.has("(", at: 0) else {
            return orderOfParts(first, second)
        }
        var start = shared
        while start > 0, first[unchecked: start - 1].isDigit || first[unchecked: start - 1].isLetter {
            start -= 1
        }
        switch (first.lastHyphen(from: shared), second.lastHyphen(from: shared)) {
        case (nil, nil): return segmentOrder(first, start..<first.count, second, start..<second.count)
        case (let left?, let right?):
            let byVersion = segmentOrder(first, start..<left, second, start..<right)
            if byVersion != 0 { return byVersion }
            return segmentOrder(first, left + 1..<first.count, second, right + 1..<second.count)
        default: return orderOfParts(first, second)
        }
    }

    private static func orderOfParts(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Int {
        let (left, right) = (parts(of: first), parts(of: second))
        let byEpoch = first.numberOrder(left.epoch, second, right.epoch)
        if byEpoch != 0 { return byEpoch }
        let byVersion = segmentOrder(first, left.version, second, right.version)
        if byVersion != 0 { return byVersion }
        switch (left.release, right.release) {
        case (nil, nil): return 0
        case (nil, _): return -1
        case (_, nil): return 1
        case (let left?, let right?): return segmentOrder(first, left, second, right)
        }
    }

    /// `rpmvercmp` of two parts.
    static func segmentOrder(
        _ first: Span<UInt8>, _ left: Range<Int>, _ second: Span<UInt8>, _ right: Range<Int>
    ) -> Int {
        var (i, j) = (left.lowerBound, right.lowerBound)
        while true {
            while i < left.upperBound, isSeparator(first[unchecked: i]) { i += 1 }
            while j < right.upperBound, isSeparator(second[unchecked: j]) { j += 1 }
            let leftRank = rank(first, i, left.upperBound)
            let rightRank = rank(second, j, right.upperBound)
            if leftRank != rightRank { return leftRank < rightRank ? -1 : 1 }
            switch leftRank {
            case .end: return 0
            case .tilde, .caret:
                i += 1
                j += 1
            case .number:
                let byNumber = first.takeNumberOrder(&i, left.upperBound, second, &j, right.upperBound)
                if byNumber != 0 { return byNumber }
            case .word:
                while i < left.upperBound, j < right.upperBound, first[i].isLetter, second[j].isLetter {
                    if first[i] != second[j] { return first[i] < second[j] ? -1 : 1 }
                    i += 1
                    j += 1
                }
                if i < left.upperBound, first[i].isLetter { return 1 }
                if j < right.upperBound, second[j].isLetter { return -1 }
            }
        }
    }

    /// What may stand next, in order.
    private enum Rank: UInt8 {
        case tilde = 1
        case end, caret, word, number

        @inline(__always)
        static func < (first: Rank, second: Rank) -> Bool { first.rawValue < second.rawValue }
    }

    @inline(__always)
    private static func rank(_ text: Span<UInt8>, _ place: Int, _ end: Int) -> Rank {
        guard place < end else { return .end }
        let byte = text[place]
        if byte.isDigit { return .number }
        if byte.isLetter { return .word }
        return byte == UInt8(ascii: "~") ? .tilde : .caret
    }

    @inline(__always)
    private static func isSeparator(_ byte: UInt8) -> Bool {
        !byte.isDigit && !byte.isLetter && byte != UInt8(ascii: "~") && byte != UInt8(ascii: "^")
    }

    static func encode(_ text: Span<UInt8>, _ key: inout KeyWriter) -> Reading {
        let parts = parts(of: text)
        key.number(text, parts.epoch)
        encodeSegments(text, parts.version, &key)
        if let release = parts.release {
            key.byte(1)
            encodeSegments(text, release, &key)
        }
        return parts.version.isEmpty ? .irregular : .valid
    }

    private static func encodeSegments(_ text: Span<UInt8>, _ part: Range<Int>, _ key: inout KeyWriter) {
        var place = part.lowerBound
        while true {
            while place < part.upperBound, isSeparator(text[place]) { place += 1 }
            let rank = rank(text, place, part.upperBound)
            let start = place
            switch rank {
            case .end:
                key.byte(rank.rawValue)
                return
            case .tilde, .caret:
                key.byte(rank.rawValue)
                place += 1
            case .word:
                // A letter tells its own rank: it is behind the marks and before a number's first byte.
                while place < part.upperBound, text[place].isLetter { place += 1 }
                key.word(text, start..<place)
            case .number:
                while place < part.upperBound, text[place].isDigit { place += 1 }
                key.number(text, start..<place, leads: 0x80...0xFF)
            }
        }
    }
}
