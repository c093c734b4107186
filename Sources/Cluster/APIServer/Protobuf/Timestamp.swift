import Glibc

/// RFC 3339 in UTC, as Kubernetes writes times.
enum Timestamp {
    /// `2006-01-02T15:04:05Z`, with six decimals when `micros` is given.
    static func text(seconds: Int64, micros: Int? = nil) -> String {
        var moment = time_t(seconds)
        var parts = tm()
        gmtime_r(&moment, &parts)
        func digits(_ value: Int32, _ width: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        let day = "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1, 2))-\(digits(parts.tm_mday, 2))"
        let hour = "\(digits(parts.tm_hour, 2)):\(digits(parts.tm_min, 2)):\(digits(parts.tm_sec, 2))"
        let fraction = micros.map { ".\(digits(Int32(truncatingIfNeeded: $0), 6))" } ?? ""
        return "\(day)T\(hour)\(fraction)Z"
    }
}
