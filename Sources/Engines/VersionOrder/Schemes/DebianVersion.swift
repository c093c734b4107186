/// dpkg's order (Debian Policy 5.6.12).
///
/// Each part is read as text and number in turn. In text, `~` sorts before the end, the end before letters, and
/// letters before everything else; a part or a number that is missing is zero.
enum DebianVersion {
    private struct Parts {
        var epoch: Range<Int>
        var upstream: Range<Int>
        var revision: Range<Int>
        var hasEpoch: Bool
        var hasRevision: Bool
    }

    private static func parts(of text: Span<UInt8>) -> Parts {
        let digits = text.digits(from: 0)
        let hasEpoch = !digits.isEmpty && text.has(":", at: digits.upperBound)
        let start = hasEpoch ? digits.upperBound + 1 : 0
        let dash = text.lastHyphen(from: start)
        return Parts(
            epoch: hasEpoch ? digits : 0..<0, upstream: start..<(dash ?? text.count),
            revision: (dash.map { $0 + 1 } ?? text.count)..<text.count, hasEpoch: hasEpoch,
            hasRevision: dash != nil)
    }

    static func order(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Int {
        // Neighbours in a feed begin alike. Where the beginning that both have holds the epoch, only the parts behind
        // it are weighed, from the number on in which they differ.
        let shared = first.sharedCount(second)
        if shared == first.count, shared == second.count { return 0 }
        guard first.digits(from: 0).upperBound < shared else { return orderOfParts(first, second) }
        var start = shared
        while start > 0, first[unchecked: start - 1].isDigit { start -= 1 }
        switch (first.lastHyphen(from: shared), second.lastHyphen(from: shared)) {
        case (nil, nil): return partOrder(first, start..<first.count, second, start..<second.count)
        case (let left?, let right?):
            let byUpstream = partOrder(first, start..<left, second, start..<right)
            if byUpstream != 0 { return byUpstream }
            return partOrder(first, left + 1..<first.count, second, right + 1..<second.count)
        default: return orderOfParts(first, second)
        }
    }

    private static func orderOfParts(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Int {
        let (left, right) = (parts(of: first), parts(of: second))
        let byEpoch = first.numberOrder(left.epoch, second, right.epoch)
        if byEpoch != 0 { return byEpoch }
        let byUpstream = partOrder(first, left.upstream, second, right.upstream)
        if byUpstream != 0 { return byUpstream }
        return partOrder(first, left.revision, second, right.revision)
    }

    private static func partOrder(
        _ first: Span<UInt8>, _ left: Range<Int>, _ second: Span<UInt8>, _ right: Range<Int>
    ) -> Int {
        var (i, j) = (left.lowerBound, right.lowerBound)
        while i < left.upperBound || j < right.upperBound {
            while true {
                let leftWeight = i < left.upperBound ? weight(first[unchecked: i]) : end
                let rightWeight = j < right.upperBound ? weight(second[unchecked: j]) : end
                if leftWeight != rightWeight { return leftWeight < rightWeight ? -1 : 1 }
                if leftWeight == end { break }
                i += 1
                j += 1
            }
            let byNumber = first.takeNumberOrder(&i, left.upperBound, second, &j, right.upperBound)
            if byNumber != 0 { return byNumber }
        }
        return 0
    }

    private static let end = 0

    /// The place of a byte in text; a digit ends the text.
    @inline(__always)
    private static func weight(_ byte: UInt8) -> Int {
        if byte.isDigit { return end }
        if byte.isLetter { return Int(byte) }
        return byte == UInt8(ascii: "~") ? -1 : Int(byte) + 256
    }

    static func encode(_ text: Span<UInt8>, _ key: inout KeyWriter) -> Reading {
        let parts = parts(of: text)
        key.number(text, parts.epoch)
        encodePart(text, parts.upstream, &key)
        encodePart(text, parts.revision, &key)
        return isValid(text, parts) ? .valid : .irregular
    }

    /// Ends both of a text and of a part: `~` is before it, everything else behind it.
    private static let endMark: UInt8 = 2

    private static func encodePart(_ text: Span<UInt8>, _ part: Range<Int>, _ key: inout KeyWriter) {
        var place = part.lowerBound
        repeat {
            while place < part.upperBound, !text[place].isDigit {
                encodeCharacter(text[place], &key)
                place += 1
            }
            key.byte(endMark)
            let start = place
            while place < part.upperBound, text[place].isDigit { place += 1 }
            key.number(text, start..<place)
        } while place < part.upperBound
        key.byte(endMark)
    }

    private static func encodeCharacter(_ byte: UInt8, _ key: inout KeyWriter) {
        switch byte {
        case UInt8(ascii: "~"): key.byte(1)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): key.byte(byte - UInt8(ascii: "A") + 3)
        case UInt8(ascii: "a")...UInt8(ascii: "z"): key.byte(byte - UInt8(ascii: "a") + 29)
        case 0x80...:
            key.byte(UInt8.max)
            key.byte(byte)
        default: key.byte(byte + 55)
        }
    }

    /// What dpkg takes without an error; that the upstream version begins with a digit it only recommends.
    private static func isValid(_ text: Span<UInt8>, _ parts: Parts) -> Bool {
        if parts.upstream.isEmpty || (parts.hasRevision && parts.revision.isEmpty) { return false }
        for place in parts.upstream {
            switch text[place] {
            case UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "~"), UInt8(ascii: "-"): continue
            case UInt8(ascii: ":") where parts.hasEpoch: continue
            case let byte where byte.isDigit || byte.isLetter: continue
            default: return false
            }
        }
        for place in parts.revision {
            switch text[place] {
            case UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "~"): continue
            case let byte where byte.isDigit || byte.isLetter: continue
            default: return false
            }
        }
        return isEpochSmall(text, parts.epoch)
    }

    /// An epoch is a C `int`.
    private static func isEpochSmall(_ text: Span<UInt8>, _ run: Range<Int>) -> Bool {
        var epoch = 0
        for place in run {
            epoch = epoch * 10 + Int(text[place] - UInt8(ascii: "0"))
            if epoch > Int32.max { return false }
        }
        return true
    }
}
