import Glibc

/// A moment, as RFC 3339 writes it in `creationTimestamp` and its like (meta.k8s.io/v1 `Time`, `MicroTime`).
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var microseconds: Int64

    /// Makes a moment from microseconds since 1970.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Makes a moment from whole seconds since 1970.
    public init(seconds: Int64) { microseconds = seconds * 1_000_000 }

    /// Reads RFC 3339; nil for anything else.
    public init?(_ text: String) {
        guard StringFormat.isDateTime(text) else { return nil }
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int64 { bytes[range].reduce(0) { $0 * 10 + Int64($1 - 0x30) } }
        let days = Self.days(year: number(0..<4), month: number(5..<7), day: number(8..<10))
        var seconds = days * 86_400 + number(11..<13) * 3600 + number(14..<16) * 60 + number(17..<19)
        var micro: Int64 = 0
        var index = 19
        if bytes[index] == UInt8(ascii: ".") {
            index += 1
            var weight: Int64 = 100_000
            while bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") {
                micro += Int64(bytes[index] - 0x30) * weight
                weight /= 10
                index += 1
            }
        }
        if bytes.count - index == 6 {
            let offset = number(index + 1..<index + 3) * 3600 + number(index + 4..<index + 6) * 60
            seconds += bytes[index] == UInt8(ascii: "-") ? offset : -offset
        }
        microseconds = seconds * 1_000_000 + micro
    }

    /// The present moment of the system's clock.
    public static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 {
        let whole = microseconds / 1_000_000
        return microseconds % 1_000_000 < 0 ? whole - 1 : whole
    }

    /// `2026-01-02T03:04:05Z`: what `creationTimestamp` holds.
    public var text: String {
        let (days, clock) = (floorDivide(seconds, 86_400), ((seconds % 86_400) + 86_400) % 86_400)
        let (year, month, day) = Self.date(days: days)
        return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))T"
            + "\(pad(clock / 3600, 2)):\(pad(clock / 60 % 60, 2)):\(pad(clock % 60, 2))Z"
    }

    /// `2026-01-02T03:04:05.000006Z`: what leases and events hold.
    public var microText: String {
        "\(text.dropLast()).\(pad(microseconds - seconds * 1_000_000, 6))Z"
    }

    /// Earlier is less.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    /// How old the moment is, as kubectl shows ages: `5s`, `3m20s`, `4h10m`, `5d`, `2y30d`.
    public func age(at now: Timestamp) -> String {
        let seconds = (now.microseconds - microseconds) / 1_000_000
        func pair(_ large: Int64, _ unit: String, _ small: Int64, _ part: String) -> String {
            small == 0 ? "\(large)\(unit)" : "\(large)\(unit)\(small)\(part)"
        }
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400)
        // A clock that is a second behind is no error; one that is further behind is.
        if seconds < -1 { return "<invalid>" }
        if seconds < 120 { return "\(max(0, seconds))s" }
        if minutes < 10 { return pair(minutes, "m", seconds % 60, "s") }
        if minutes < 180 { return "\(minutes)m" }
        if hours < 8 { return pair(hours, "h", minutes % 60, "m") }
        if hours < 48 { return "\(hours)h" }
        if hours < 192 { return pair(days, "d", hours % 24, "h") }
        if days < 730 { return "\(days)d" }
        if days < 2920 { return pair(days / 365, "y", days % 365, "d") }
        return "\(days / 365)y"
    }

    /// Days since 1970 in the proleptic Gregorian calendar.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        // Years that begin in March put the leap day at their end.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private func floorDivide(_ value: Int64, _ by: Int64) -> Int64 {
        value >= 0 ? value / by : (value - by + 1) / by
    }

    private func pad(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
