/// A second of a day, as clocks and calendars tell it.
public struct CivilTime: Sendable, Equatable {
    /// The day.
    public var date: CivilDate
    /// The hour, 0 to 23.
    public var hour: Int64
    /// The minute, 0 to 59.
    public var minute: Int64
    /// The second, 0 to 59.
    public var second: Int64
    /// Days since 1970-01-01.
    public var days: Int64

    /// The second so many seconds after 1970-01-01T00:00:00.
    public init(secondsSince1970 seconds: Int64) {
        days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let clock = seconds - days * 86_400
        date = CivilDate(daysSince1970: days)
        (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60)
    }

    /// `2026-01-02T03:04:05`: what RFC 3339 writes before a fraction and a zone.
    public var text: String {
        "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))"
            + "T\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))"
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
