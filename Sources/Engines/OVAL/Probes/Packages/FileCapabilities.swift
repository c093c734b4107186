import Host

/// The capabilities of a program file (`capabilities(7)`), from its attribute or from a package's text.
struct FileCapabilities: Equatable {
    private var permitted: UInt64 = 0
    private var inheritable: UInt64 = 0
    private var isEffective = false

    /// No capabilities.
    init() {}

    /// The capabilities of a file on a host; nil when the file system does not say.
    static func read(_ host: Host, _ path: HostPath) -> FileCapabilities? {
        do throws(HostError) {
            guard let value = try host.attribute("security.capability", of: path) else {
                return FileCapabilities()
            }
            return FileCapabilities(attribute: value)
        } catch {
            return error.reason == .system(HostError.unsupported) ? FileCapabilities() : nil
        }
    }

    /// Reads `struct vfs_cap_data`: a word with the revision, then pairs of words, all little-endian.
    init?(attribute bytes: [UInt8]) {
        guard bytes.count >= 12 else { return nil }
        func word(_ index: Int) -> UInt64 {
            let start = 4 * index
            guard start + 4 <= bytes.count else { return 0 }
            return bytes[start..<(start + 4)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        isEffective = word(0) & 1 == 1
        permitted = word(1)
        inheritable = word(2)
        // Revision 1 has one pair, later ones two.
        if word(0) >> 24 > 1 {
            permitted |= word(3) << 32
            inheritable |= word(4) << 32
        }
    }

    /// Reads the form of `cap_from_text(3)`: clauses such as `cap_net_raw,cap_net_admin=ep` or `= cap_x+p`.
    init(text: String) {
        for clause in text.split(whereSeparator: \.isWhitespace) {
            guard let sign = clause.firstIndex(where: { "=+-".contains($0) }) else { continue }
            var bits: UInt64 = 0
            for name in clause[..<sign].split(separator: ",") {
                if name == "all" { bits = Self.all }
                if let bit = Self.names.firstIndex(of: String(name.lowercased().dropFirst(4))) {
                    bits |= 1 << UInt64(bit)
                }
            }
            // An empty list before `=` stands for all of them.
            if clause[..<sign].isEmpty { bits = Self.all }
            apply(bits, clause[sign...])
        }
        if permitted | inheritable == 0 { isEffective = false }
    }

    private mutating func apply(_ bits: UInt64, _ actions: Substring) {
        var sign: Character = "="
        for character in actions {
            switch character {
            case "=", "+", "-":
                sign = character
                if sign == "=" {
                    permitted &= ~bits
                    inheritable &= ~bits
                }
            case "p": permitted = sign == "-" ? permitted & ~bits : permitted | bits
            case "i": inheritable = sign == "-" ? inheritable & ~bits : inheritable | bits
            case "e": isEffective = sign != "-"
            default: continue
            }
        }
    }

    private static let all: UInt64 = (1 << UInt64(names.count)) - 1

    /// The names by bit (`linux/capability.h`).
    private static let names = [
        "chown", "dac_override", "dac_read_search", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap",
        "linux_immutable", "net_bind_service", "net_broadcast", "net_admin", "net_raw", "ipc_lock",
        "ipc_owner", "sys_module", "sys_rawio", "sys_chroot", "sys_ptrace", "sys_pacct", "sys_admin",
        "sys_boot", "sys_nice", "sys_resource", "sys_time", "sys_tty_config", "mknod", "lease", "audit_write",
        "audit_control", "setfcap", "mac_override", "mac_admin", "syslog", "wake_alarm", "block_suspend",
        "audit_read", "perfmon", "bpf", "checkpoint_restore",
    ]
}
