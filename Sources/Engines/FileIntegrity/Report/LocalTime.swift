import Glibc

/// A moment as the machine's clocks on the wall show it.
public struct LocalTime: Sendable {
    /// Seconds since 1970.
    public let seconds: Int64

    /// A moment.
    public init(_ seconds: Int64) { self.seconds = seconds }

    /// `2026-11-22 22:58:50`.
    var dateAndTime: String { text("%Y-%m-%d %H:%M:%S") }
    /// The offset from UTC: `+0000`.
    var zone: String { text("%z") }
    /// `2026-11-22 22:58:50 +0000`.
    var full: String { text("%Y-%m-%d %H:%M:%S %z") }

    private func text(_ format: String) -> String {
        var time = time_t(seconds)
        var parts = tm()
        guard localtime_r(&time, &parts) != nil else { return "" }
        var buffer = [CChar](repeating: 0, count: 64)
        let length = strftime(&buffer, buffer.count, format, &parts)
        return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
