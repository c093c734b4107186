/// File capabilities in the words of `cap_to_text(3)`: what most capabilities have first, then who differs.
enum CapabilityText {
    private static let names = [
        "chown", "dac_override", "dac_read_search", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap",
        "linux_immutable", "net_bind_service", "net_broadcast", "net_admin", "net_raw", "ipc_lock",
        "ipc_owner",
        "sys_module", "sys_rawio", "sys_chroot", "sys_ptrace", "sys_pacct", "sys_admin", "sys_boot",
        "sys_nice",
        "sys_resource", "sys_time", "sys_tty_config", "mknod", "lease", "audit_write", "audit_control",
        "setfcap",
        "mac_override", "mac_admin", "syslog", "wake_alarm", "block_suspend", "audit_read", "perfmon", "bpf",
        "checkpoint_restore",
    ]

    private static let effective = 1
    private static let permitted = 2
    private static let inheritable = 4

    /// The text of the value of `security.capability` (`linux/capability.h`, vfs_cap_data); nil for an
    /// unknown revision.
    static func text(_ value: [UInt8]) -> [UInt8]? {
        func word(_ index: Int) -> UInt64 {
            (0..<4).reduce(0) { $0 | UInt64(value[4 * index + $1]) << UInt64(8 * $1) }
        }
        let lengths = [0x0100_0000: 12, 0x0200_0000: 20, 0x0300_0000: 24] as [UInt64: Int]
        guard value.count >= 4, lengths[word(0) & 0xFF00_0000] == value.count else { return nil }
        let isWide = value.count >= 20
        let permittedBits = word(1) | (isWide ? word(3) << 32 : 0)
        let inheritableBits = word(2) | (isWide ? word(4) << 32 : 0)
        let hasEffective = word(0) & 1 != 0
        let states = names.indices.map { index in
            let isPermitted = permittedBits >> UInt64(index) & 1 != 0
            let isInheritable = inheritableBits >> UInt64(index) & 1 != 0
            return (isPermitted ? permitted : 0) | (isInheritable ? inheritable : 0)
                | (hasEffective && (isPermitted || isInheritable) ? effective : 0)
        }
        return Array(text(of: states).utf8)
    }

    private static func text(of states: [Int]) -> String {
        let counts = (0..<8).map { state in states.count { $0 == state } }
        var common = 7
        for state in (0..<7).reversed() where counts[state] > counts[common] { common = state }
        var clauses = common == 0 ? [] : ["=" + letters(common)]
        for state in (0..<8).reversed() where state != common && counts[state] > 0 {
            let members = names.indices.filter { states[$0] == state }.map { "cap_" + names[$0] }
            let added = state & ~common
            let taken = common & ~state
            let sign = clauses.isEmpty ? "=" : "+"
            clauses.append(
                members.joined(separator: ",") + (added == 0 ? "" : sign + letters(added))
                    + (taken == 0 ? "" : "-" + letters(taken)))
        }
        return clauses.isEmpty ? "=" : clauses.joined(separator: " ")
    }

    private static func letters(_ state: Int) -> String {
        (state & effective != 0 ? "e" : "") + (state & inheritable != 0 ? "i" : "")
            + (state & permitted != 0 ? "p" : "")
    }
}
