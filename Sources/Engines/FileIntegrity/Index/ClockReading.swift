import Glibc

/// What a machine's clocks say at one moment.
public struct ClockReading: Equatable, Sendable {
    /// The name that the kernel gave this start of the machine; empty when it does not tell.
    public var boot: String
    /// Nanoseconds since 1970, which anyone with the right to can set.
    public var realtime: Int64
    /// Nanoseconds since the machine started, which nobody can set.
    public var uptime: Int64

    /// A reading.
    public init(boot: String, realtime: Int64, uptime: Int64) {
        self.boot = boot
        self.realtime = realtime
        self.uptime = uptime
    }

    /// Reads the clocks of the machine that the program runs on.
    public static func now() -> ClockReading {
        ClockReading(boot: bootName(), realtime: time(CLOCK_REALTIME), uptime: time(CLOCK_BOOTTIME))
    }

    /// Times of files are as coarse as two seconds, and a leap second sets a clock back by one.
    static let slack: Int64 = 2_000_000_000

    /// Whether the clock was set back between an earlier reading and this one, as far as two readings tell.
    func isSetBack(since earlier: ClockReading) -> Bool {
        if realtime < earlier.realtime { return true }
        if boot.isEmpty || boot != earlier.boot { return false }
        return realtime - earlier.realtime < uptime - earlier.uptime - Self.slack
    }

    private static func time(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func bootName() -> String {
        let source = try? ByteSource(.file("/proc/sys/kernel/random/boot_id"))
        let text = (try? source?.read(64)) ?? []
        return String(decoding: text.prefix { $0 > 0x20 }, as: UTF8.self)
    }
}
