import Glibc
import Host

/// Collects `unix:process58_object` and `unix:process_object` (OVAL 5.11, `unix-sc:process58_item`): the
/// running processes without the kernel's own.
public final class Process58Probe: Probe {
    /// The objects that it serves.
    public let objects = ["process58_object", "process_object"]
    private let host: Host

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects the processes whose command line, and in the newer form whose number, matches.
    public func collect(_ query: ObjectQuery) -> Collected {
        let isOld = query.element == "process_object"
        guard let command = query[isOld ? "command" : "command_line"] else {
            return .lacking("a command line", query)
        }
        guard host.isLive else { return .needsRunningSystem("processes") }
        let pid = query["pid"]
        var items: [Item] = []
        for process in host.processes() {
            // The older form knows the program alone.
            guard command.matches(isOld ? process.program : process.commandLine),
                pid?.matches(.integer(process.pid)) ?? true
            else { continue }
            let item =
                isOld
                ? Item("process_item", fields: [ItemField("command", process.program)] + Self.fields(process))
                : Item(
                    "process58_item",
                    fields: [ItemField("command_line", process.commandLine)] + Self.fields(process)
                        + more(process))
            if query.filter.accepts(item) { items.append(item) }
        }
        return .found(items)
    }

    private static func fields(_ process: HostProcess) -> [ItemField] {
        [
            ItemField("exec_time", duration(process.processorSeconds)), ItemField("pid", process.pid),
            ItemField("ppid", process.parent),
            ItemField("priority", process.priority), ItemField("ruid", process.realUserID),
            ItemField("scheduling_class", schedulingClass(process.policy)),
            ItemField("start_time", startTime(process.startTime)),
            ItemField("tty", terminal(process.terminal)), ItemField("user_id", process.effectiveUserID),
        ]
    }

    private func more(_ process: HostProcess) -> [ItemField] {
        var fields = [
            ItemField("exec_shield", host.hasExecutableData(process.pid) == false),
            ItemField("loginuid", process.loginUserID),
        ]
        for (bit, name) in Self.capabilities.enumerated() where process.capabilities >> UInt64(bit) & 1 == 1 {
            fields.append(ItemField("posix_capability", "CAP_\(name)"))
        }
        if let context = host.securityContext(ofProcess: process.pid) {
            fields.append(ItemField("selinux_domain_label", String(context.split(separator: ":")[2])))
        }
        fields.append(ItemField("session_id", process.session))
        return fields
    }

    /// `DD-HH:MM:SS`, without days when there are none (OVAL 5.11, `exec_time`).
    static func duration(_ seconds: Int64) -> String {
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(two).joined(separator: ":")
        let days = seconds / 86400
        return days > 0 ? "\(days)-\(clock)" : clock
    }

    /// `HH:MM:SS` for a process of today, else `Mon_DD` (OVAL 5.11, `start_time`), in the host's own time.
    private static func startTime(_ start: Int64) -> String {
        var (now, then) = (time(nil), time_t(start))
        var (today, day) = (tm(), tm())
        localtime_r(&now, &today)
        localtime_r(&then, &day)
        let isToday = today.tm_year == day.tm_year && today.tm_yday == day.tm_yday
        var buffer = [CChar](repeating: 0, count: 32)
        let length = strftime(&buffer, buffer.count, isToday ? "%H:%M:%S" : "%b_%d", &day)
        return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func schedulingClass(_ policy: Int) -> String {
        switch policy {
        case 0: "TS"
        case 1: "FF"
        case 2: "RR"
        case 3: "B"
        case 5: "#5"
        case 6: "DLN"
        default: "?"
        }
    }

    /// The terminal's name below `/dev`, by the kernel's fixed device numbers.
    static func terminal(_ device: Int64) -> String {
        let major = device >> 8 & 0xFFF
        let minor = device & 0xFF | device >> 12 & 0xFFF00
        switch major {
        case 4: return minor < 64 ? "tty\(minor)" : "ttyS\(minor - 64)"
        case 5: return minor == 1 ? "console" : minor == 0 ? "tty" : "?"
        case 136...143: return "pts/\((major - 136) * 256 + minor)"
        case 229: return "hvc\(minor)"
        default: return "?"
        }
    }

    /// The capabilities that the schema names (OVAL 5.11, `unix-sc:EntityItemCapabilityType`), by bit.
    private static let capabilities = [
        "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP",
        "LINUX_IMMUTABLE", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_ADMIN", "NET_RAW", "IPC_LOCK",
        "IPC_OWNER", "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT", "SYS_PTRACE", "SYS_PACCT", "SYS_ADMIN",
        "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD", "LEASE", "AUDIT_WRITE",
        "AUDIT_CONTROL", "SETFCAP", "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM", "BLOCK_SUSPEND",
        "AUDIT_READ",
    ]
}
