import Glibc

/// The time of day, as a parameter: tests bring their own.
public struct WallClock: Sendable {
    /// Seconds since 1970-01-01 00:00 UTC.
    public var now: @Sendable () -> Int64
    /// Waits for a while; throws when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void

    /// A clock of the caller's making.
    public init(now: @escaping @Sendable () -> Int64, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// The system's clock.
    public static let system = WallClock(
        now: { Int64(time(nil)) }, sleep: { try await Task.sleep(for: $0, clock: .continuous) })

    /// The time as Kubernetes writes it: RFC 3339 in UTC, whole seconds.
    var timestamp: String { Self.format(now()) }

    /// RFC 3339 text of seconds since 1970; texts of this form sort as their times do.
    static func format(_ seconds: Int64) -> String {
        let day = seconds.dividedFloor(by: 86_400)
        let second = seconds - day * 86_400
        let date = civil(day)
        return "\(pad(date.year, 4))-\(pad(date.month, 2))-\(pad(date.day, 2))"
            + "T\(pad(second / 3600, 2)):\(pad(second / 60 % 60, 2)):\(pad(second % 60, 2))Z"
    }

    private static func pad(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Days since 1970-01-01 as a date of the Gregorian calendar, whose years repeat every 146,097 days;
    /// counting years from March puts the leap day last.
    private static func civil(_ day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = shifted.dividedFloor(by: 146_097)
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let march = (5 * ofYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        return (year + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * march + 2) / 5 + 1)
    }
}

extension Int64 {
    fileprivate func dividedFloor(by divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : (self + 1) / divisor - 1
    }
}
