import Bytes

/// Times as the formats write them (RFC 3339).
enum Timestamp {
    static func text(_ seconds: Int64) -> String { CivilTime(secondsSince1970: seconds).text + "Z" }

    /// The seconds since 1970, without fractions; nil when the text is no time.
    static func seconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int64? {
            guard range.upperBound <= bytes.count else { return nil }
            var value: Int64 = 0
            for byte in bytes[range] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard bytes.count >= 20, let year = number(0..<4), let month = number(5..<7),
            let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            hour < 24, minute < 60, second < 61
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard date.isValid else { return nil }
        var zone = 19
        if bytes[zone] == UInt8(ascii: ".") {
            zone += 1
            while zone < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[zone]) {
                zone += 1
            }
        }
        guard zone < bytes.count else { return nil }
        var seconds = date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second
        switch bytes[zone] {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"): break
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard let hours = number(zone + 1..<zone + 3), let minutes = number(zone + 4..<zone + 6) else {
                return nil
            }
            let offset = hours * 3600 + minutes * 60
            seconds += bytes[zone] == UInt8(ascii: "+") ? -offset : offset
        default: return nil
        }
        return seconds
    }
}
