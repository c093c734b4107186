import Bytes

/// Seconds since 1970 as `2026-11-22T09:36:14Z` (RFC 3339).
public enum UTCTime {
    /// The text of a time in seconds since 1970.
    public static func text(_ seconds: Int64) -> String {
        CivilTime(secondsSince1970: seconds).text + "Z"
    }

    /// The time that a text names, in seconds since 1970; nil for what is none.
    ///
    /// Fractions are cut off, and a time without a zone is taken for UTC (`xsd:dateTime`).
    public static func seconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int64? {
            guard range.upperBound <= bytes.count else { return nil }
            var value: Int64 = 0
            for byte in bytes[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        func has(_ mark: Unicode.Scalar, at index: Int) -> Bool {
            index < bytes.count && bytes[index] == UInt8(ascii: mark)
        }
        guard let year = number(0..<4), has("-", at: 4), let month = number(5..<7), has("-", at: 7),
            let day = number(8..<10), has("T", at: 10), let hour = number(11..<13), hour < 25,
            has(":", at: 13), let minute = number(14..<16), minute < 60, has(":", at: 16),
            let second = number(17..<19), second < 61
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard date.isValid else { return nil }
        let local = date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second
        var index = 19
        if has(".", at: index) {
            repeat { index += 1 } while index < bytes.count && (0x30...0x39).contains(bytes[index])
        }
        if index == bytes.count || (has("Z", at: index) && index + 1 == bytes.count) { return local }
        guard has("+", at: index) || has("-", at: index), index + 6 == bytes.count,
            let hours = number(index + 1..<index + 3), has(":", at: index + 3),
            let minutes = number(index + 4..<index + 6)
        else { return nil }
        let offset = hours * 3600 + minutes * 60
        return has("+", at: index) ? local - offset : local + offset
    }
}
