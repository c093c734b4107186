import Bytes

/// A moment with nanoseconds, from the year 1 to the year 9999.
public struct CELTimestamp: Sendable, Hashable, Comparable {
    /// Seconds of 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z since 1970.
    static let secondsRange: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// Whole seconds since 1970, rounded down.
    public let seconds: Int64
    /// Nanoseconds of the second.
    public let nanoseconds: Int32

    /// A moment; nil when it is out of range.
    public init?(seconds: Int64, nanoseconds: Int32 = 0) {
        guard Self.secondsRange.contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else {
            return nil
        }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// Reads RFC 3339; nil for anything else.
    ///
    /// - Parameter allowsDate: Whether a date without a time is read too, as midnight.
    public init?(_ text: String, allowsDate: Bool = false) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int64? {
            guard range.upperBound <= bytes.count else { return nil }
            var result: Int64 = 0
            for byte in bytes[range] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                result = result * 10 + Int64(byte - 0x30)
            }
            return result
        }
        func has(_ mark: Unicode.Scalar, at index: Int) -> Bool {
            index < bytes.count && bytes[index] == UInt8(ascii: mark)
        }
        guard has("-", at: 4), has("-", at: 7), let year = number(0..<4), let month = number(5..<7),
            let day = number(8..<10)
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard date.isValid else { return nil }
        if bytes.count == 10, allowsDate {
            self.init(seconds: date.daysSince1970 * 86_400)
            return
        }
        guard has("T", at: 10) || has("t", at: 10), has(":", at: 13), has(":", at: 16),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            hour < 24, minute < 60, second < 60
        else { return nil }
        var seconds = date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second
        var index = 19
        var nanoseconds: Int32 = 0
        if has(".", at: index) {
            index += 1
            var weight: Int32 = 100_000_000
            let start = index
            while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 {
                nanoseconds += Int32(bytes[index] - 0x30) * weight
                weight /= 10
                index += 1
            }
            if index == start { return nil }
        }
        if bytes.count == index + 6, has("+", at: index) || has("-", at: index), has(":", at: index + 3) {
            guard let hours = number(index + 1..<index + 3), let minutes = number(index + 4..<index + 6),
                hours < 24, minutes < 60
            else { return nil }
            seconds += (has("-", at: index) ? 1 : -1) * (hours * 3600 + minutes * 60)
        } else if bytes.count != index + 1 || !(has("Z", at: index) || has("z", at: index)) {
            return nil
        }
        self.init(seconds: seconds, nanoseconds: nanoseconds)
    }

    /// Earlier is less.
    public static func < (left: CELTimestamp, right: CELTimestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    /// RFC 3339 in UTC, with a fraction of a second only where there is one.
    public var text: String {
        CivilTime(secondsSince1970: seconds).text
            + CELDuration.fraction(UInt64(nanoseconds)) + "Z"
    }

    /// The moment a span later; nil when it is out of range.
    func advanced(by span: CELDuration) -> CELTimestamp? {
        var (whole, part) = span.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        part += Int64(nanoseconds)
        if part < 0 { (whole, part) = (whole - 1, part + 1_000_000_000) }
        if part >= 1_000_000_000 { (whole, part) = (whole + 1, part - 1_000_000_000) }
        return CELTimestamp(seconds: seconds + whole, nanoseconds: Int32(part))
    }

    /// The span since another moment; nil when it does not fit.
    func distance(since other: CELTimestamp) -> CELDuration? {
        let (scaled, overflows) = (seconds - other.seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carries) = scaled.addingReportingOverflow(Int64(nanoseconds - other.nanoseconds))
        return overflows || carries ? nil : CELDuration(nanoseconds: sum)
    }
}
