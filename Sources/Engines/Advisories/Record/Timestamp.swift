import Bytes

/// A second in UTC, as feeds write times: RFC 3339, or a day alone.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z.
    public var secondsSince1970: Int64

    /// Names a second.
    public init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

    /// Reads `2026-01-02`, `2026-01-02T03:04:05Z`, or that with a blank for the `T`, a fraction that is left
    /// out, an offset, or none for UTC; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var rest = text.utf8[...]
        guard let year = Self.number(&rest, digits: 4), Self.skip(&rest, "-"),
            let month = Self.number(&rest, digits: 2), Self.skip(&rest, "-"),
            let day = Self.number(&rest, digits: 2)
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard date.isValid else { return nil }
        var seconds = date.daysSince1970 * 86_400
        if !rest.isEmpty {
            guard Self.skip(&rest, "T") || Self.skip(&rest, " ") || Self.skip(&rest, "t"),
                let hour = Self.number(&rest, digits: 2), hour < 24, Self.skip(&rest, ":"),
                let minute = Self.number(&rest, digits: 2), minute < 60, Self.skip(&rest, ":"),
                let second = Self.number(&rest, digits: 2), second <= 60
            else { return nil }
            seconds += hour * 3600 + minute * 60 + second
            if Self.skip(&rest, ".") { rest = rest.drop { (0x30...0x39).contains($0) } }
            guard let offset = Self.offset(rest) else { return nil }
            seconds -= offset
        }
        secondsSince1970 = seconds
    }

    /// RFC 3339 in UTC: `2026-01-02T03:04:05Z`.
    public var description: String { CivilTime(secondsSince1970: secondsSince1970).text + "Z" }

    /// Whether a second is before another.
    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.secondsSince1970 < b.secondsSince1970 }

    private static func number<T: Collection<UInt8>>(_ rest: inout T, digits: Int) -> Int64?
    where T.SubSequence == T {
        var value: Int64 = 0
        for byte in rest.prefix(digits) {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        guard rest.prefix(digits).count == digits else { return nil }
        rest = rest.dropFirst(digits)
        return value
    }

    private static func skip<T: Collection<UInt8>>(_ rest: inout T, _ character: Unicode.Scalar) -> Bool
    where T.SubSequence == T {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func offset<T: Collection<UInt8>>(_ text: T) -> Int64? where T.SubSequence == T {
        var rest = text
        if rest.isEmpty { return 0 }
        if skip(&rest, "Z") || skip(&rest, "z") { return rest.isEmpty ? 0 : nil }
        let sign: Int64 = rest.first == UInt8(ascii: "-") ? -1 : 1
        guard skip(&rest, "+") || skip(&rest, "-"), let hours = number(&rest, digits: 2), hours < 24 else {
            return nil
        }
        _ = skip(&rest, ":")
        guard let minutes = number(&rest, digits: 2), minutes < 60, rest.isEmpty else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
