import Glibc

/// A point in time as Kubernetes writes it: RFC 3339 in UTC, to the second or to the microsecond.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public var seconds: Int64
    /// Microseconds after ``seconds``, 0 to 999,999.
    public var microseconds: Int

    /// Makes a point in time.
    public init(seconds: Int64, microseconds: Int = 0) {
        self.seconds = seconds
        self.microseconds = microseconds
    }

    /// The present time.
    public static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: Int64(time.tv_sec), microseconds: time.tv_nsec / 1000)
    }

    /// `2006-01-02T15:04:05Z`: `metav1.Time`.
    public var text: String { "\(day)T\(hour)Z" }

    /// `2006-01-02T15:04:05.000000Z`: `metav1.MicroTime`.
    public var microText: String { "\(day)T\(hour).\(Self.digits(Int32(truncatingIfNeeded: microseconds), 6))Z" }

    /// Earlier comes first.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.microseconds) < (right.seconds, right.microseconds)
    }

    private var parts: tm {
        var moment = time_t(seconds)
        var parts = tm()
        gmtime_r(&moment, &parts)
        return parts
    }

    private var day: String {
        let parts = parts
        return
            "\(Self.digits(parts.tm_year + 1900, 4))-\(Self.digits(parts.tm_mon + 1, 2))-\(Self.digits(parts.tm_mday, 2))"
    }

    private var hour: String {
        let parts = parts
        return "\(Self.digits(parts.tm_hour, 2)):\(Self.digits(parts.tm_min, 2)):\(Self.digits(parts.tm_sec, 2))"
    }

    private static func digits(_ value: Int32, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
