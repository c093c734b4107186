import Bytes
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
        let date = CivilDate(year: number(0..<4), month: number(5..<7), day: number(8..<10))
        var seconds = date.daysSince1970 * 86_400
        seconds += number(11..<13) * 3600 + number(14..<16) * 60 + number(17..<19)
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
    public var text: String { CivilTime(secondsSince1970: seconds).text + "Z" }

    /// `2026-01-02T03:04:05.000006Z`: what leases and events hold.
    public var microText: String {
        let digits = String(microseconds - seconds * 1_000_000)
        return "\(text.dropLast()).\(String(repeating: "0", count: 6 - digits.count))\(digits)Z"
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
}
