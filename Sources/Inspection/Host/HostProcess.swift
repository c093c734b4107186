/// One running process, as `proc(5)` shows it.
public struct HostProcess: Equatable, Sendable {
    /// The process's number.
    public var pid: Int64
    /// The parent's number.
    public var parent: Int64
    /// The name of the program, at most 15 bytes.
    public var program: String
    /// The arguments with blanks between, or the name in brackets for one that has ended.
    public var commandLine: String
    /// The kernel's priority.
    public var priority: Int64
    /// The number of the session.
    public var session: Int64
    /// The device number of the controlling terminal; 0 for none.
    public var terminal: Int64
    /// Processor time in seconds.
    public var processorSeconds: Int64
    /// When it was started, in seconds since 1970.
    public var startTime: Int64
    /// The scheduling policy's number (`sched(7)`).
    public var policy: Int
    /// The real user's number.
    public var realUserID: Int64
    /// The effective user's number.
    public var effectiveUserID: Int64
    /// The user that logged in; 4294967295 when none did.
    public var loginUserID: Int64
    /// The effective capabilities, one bit each.
    public var capabilities: UInt64

    /// Describes a process of root whose other fields do not matter.
    public init(pid: Int64, program: String, commandLine: String) {
        self.pid = pid
        self.program = program
        self.commandLine = commandLine
        (parent, session, terminal, priority) = (1, pid, 0, 20)
        (processorSeconds, startTime, policy) = (0, 0, 0)
        (realUserID, effectiveUserID, loginUserID, capabilities) = (0, 0, 0xFFFF_FFFF, 0)
    }

    /// Reads the fields of `/proc/PID/stat` and `/proc/PID/status`; nil when they are not in that form.
    ///
    /// - Parameters:
    ///   - ticks: clock ticks a second.
    ///   - boot: when the machine was started, in seconds since 1970.
    init?(stat: [UInt8], status: [UInt8], commandLine: [UInt8], login: [UInt8], ticks: Int64, boot: Int64) {
        // The program's name may hold anything, so it ends at the last parenthesis.
        guard let open = stat.firstIndex(of: UInt8(ascii: "(")),
            let close = stat.lastIndex(of: UInt8(ascii: ")")), open < close,
            let pid = Int64(ascii: stat[..<open])
        else { return nil }
        let fields = stat[(close + 1)...].split { $0 == 0x20 || $0 == 0x0A }
        guard fields.count >= 39, ticks > 0 else { return nil }
        func number(_ index: Int) -> Int64 { Int64(ascii: fields[index]) ?? 0 }
        self.pid = pid
        program = String(decoding: stat[(open + 1)..<close].prefix(15), as: UTF8.self)
        parent = number(1)
        session = number(3)
        terminal = number(4)
        processorSeconds = number(11) / ticks + number(12) / ticks
        priority = number(15)
        startTime = boot + number(19) / ticks
        policy = Int(number(38))
        (realUserID, effectiveUserID, capabilities) = (-1, -1, 0)
        for line in status.split(separator: 0x0A) {
            let words = line.split { $0 == 0x20 || $0 == 0x09 }
            guard let key = words.first else { continue }
            if key.elementsEqual("Uid:".utf8), words.count >= 3 {
                realUserID = Int64(ascii: words[1]) ?? -1
                effectiveUserID = Int64(ascii: words[2]) ?? -1
            } else if key.elementsEqual("CapEff:".utf8), words.count >= 2 {
                capabilities = UInt64(String(decoding: words[1], as: UTF8.self), radix: 16) ?? 0
            }
        }
        loginUserID = Int64(ascii: login.prefix { $0 != 0x0A }[...]) ?? -1
        if fields[0].first == UInt8(ascii: "Z") {
            self.commandLine = "[\(program)] <defunct>"
        } else {
            self.commandLine = Self.line(commandLine) ?? program
        }
    }

    /// Arguments end with NUL; what cannot be printed becomes a full stop, as `ps(1)` shows it.
    private static func line(_ arguments: [UInt8]) -> String? {
        guard let last = arguments.lastIndex(where: { $0 != 0 }) else { return nil }
        let printable = arguments[...last].map { byte -> UInt8 in
            if byte == 0 || byte == 0x0A { return 0x20 }
            return (0x20...0x7E).contains(byte) ? byte : UInt8(ascii: ".")
        }
        return String(decoding: printable, as: UTF8.self)
    }
}

extension Int64 {
    /// A decimal number with blanks around it, or nil.
    init?(ascii bytes: ArraySlice<UInt8>) {
        let digits = bytes.drop { $0 == 0x20 }
        guard let end = digits.lastIndex(where: { $0 != 0x20 }) else { return nil }
        self.init(String(decoding: digits[...end], as: UTF8.self))
    }
}
