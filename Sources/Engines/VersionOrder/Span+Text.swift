extension UInt8 {
    var isDigit: Bool { self &- 0x30 < 10 }

    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

    /// The small letter of a letter of ASCII, and every other byte as it is.
    var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    fileprivate var isSpace: Bool { self == 0x20 || self &- 0x09 < 5 }
}

extension Span<UInt8> {
    /// What is left without the white space of ASCII at both ends.
    var inner: Range<Int> {
        var (start, end) = (0, count)
        while start < end, self[start].isSpace { start += 1 }
        while start < end, self[end - 1].isSpace { end -= 1 }
        return start..<end
    }

    /// The digits from a place on.
    func digits(from start: Int) -> Range<Int> {
        var end = start
        while end < count, self[end].isDigit { end += 1 }
        return start..<end
    }

    /// The letters of ASCII from a place on.
    func letters(from start: Int) -> Range<Int> {
        var end = start
        while end < count, self[end].isLetter { end += 1 }
        return start..<end
    }

    /// Whether this byte stands at a place; false behind the end.
    func has(_ byte: Unicode.Scalar, at place: Int) -> Bool {
        place < count && self[place] == UInt8(ascii: byte)
    }

    /// Whether a run is this word, which is given in small letters, in any case.
    func isWord(_ word: StaticString, in run: Range<Int>) -> Bool {
        guard run.count == word.utf8CodeUnitCount else { return false }
        return begins(with: word, at: run.lowerBound)
    }

    /// Whether this word, which is given in small letters, stands at a place, in any case.
    func begins(with word: StaticString, at start: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard start + length <= count else { return false }
        var place = 0
        while place < length {
            if self[start + place].lowercased != word.utf8Start[place] { return false }
            place += 1
        }
        return true
    }

    /// Whether the number in a run of digits is zero; an empty run is.
    func isZero(_ run: Range<Int>) -> Bool {
        var place = run.lowerBound
        while place < run.upperBound {
            if self[place] != UInt8(ascii: "0") { return false }
            place += 1
        }
        return true
    }

    /// How many bytes two texts have in common before their first difference.
    @inline(__always)
    func sharedCount(_ other: Span<UInt8>) -> Int {
        let most = Swift.min(count, other.count)
        var shared = 0
        while shared + 8 <= most {
            let difference =
                bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: shared, as: UInt64.self)
                ^ other.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: shared, as: UInt64.self)
            if difference != 0 { return shared + UInt64(littleEndian: difference).trailingZeroBitCount / 8 }
            shared += 8
        }
        while shared < most, self[unchecked: shared] == other[unchecked: shared] { shared += 1 }
        return shared
    }

    /// The last hyphen from a place on.
    @inline(__always)
    func lastHyphen(from start: Int) -> Int? {
        var place = count
        while place > start {
            place -= 1
            if self[unchecked: place] == UInt8(ascii: "-") { return place }
        }
        return nil
    }

    /// The order of the numbers that begin at two places; steps over as much of both as it takes to know.
    ///
    /// Both ends are within the texts.
    @inline(__always)
    func takeNumberOrder(
        _ place: inout Int, _ end: Int, _ other: Span<UInt8>, _ otherPlace: inout Int, _ otherEnd: Int
    ) -> Int {
        while place < end, self[unchecked: place] == UInt8(ascii: "0") { place += 1 }
        while otherPlace < otherEnd, other[unchecked: otherPlace] == UInt8(ascii: "0") { otherPlace += 1 }
        var byDigit = 0
        while true {
            let isDigit = place < end && self[unchecked: place].isDigit
            let isOtherDigit = otherPlace < otherEnd && other[unchecked: otherPlace].isDigit
            if isDigit != isOtherDigit { return isDigit ? 1 : -1 }
            if !isDigit { return byDigit.signum() }
            if byDigit == 0 { byDigit = Int(self[unchecked: place]) - Int(other[unchecked: otherPlace]) }
            place += 1
            otherPlace += 1
        }
    }

    /// The order of the numbers in two runs of digits of any length.
    func numberOrder(_ run: Range<Int>, _ other: Span<UInt8>, _ otherRun: Range<Int>) -> Int {
        var (left, right) = (run.lowerBound, otherRun.lowerBound)
        while left < run.upperBound, self[left] == UInt8(ascii: "0") { left += 1 }
        while right < otherRun.upperBound, other[right] == UInt8(ascii: "0") { right += 1 }
        let (length, otherLength) = (run.upperBound - left, otherRun.upperBound - right)
        if length != otherLength { return length < otherLength ? -1 : 1 }
        while left < run.upperBound {
            if self[left] != other[right] { return self[left] < other[right] ? -1 : 1 }
            left += 1
            right += 1
        }
        return 0
    }
}
