import Bytes
import Host

extension Tool {
    /// `ps`: the processes, in the columns of -f or of -o.
    ///
    /// Threads of the kernel are left out, and so are the programs of the audit itself, which do not exist.
    static let ps: Body = { call throws(AuditShell.ShellStop) in
        guard let processes = call.machine.processes else {
            throw call.obstacle("the processes of a machine that does not run here are not known")
        }
        let (arguments, hasHeader) = ProcessTable.withoutHeaderOption(call.arguments)
        var short = call
        short.arguments = arguments
        let options = try ToolOptions(short, flags: "eAfwx", values: "Co", long: ["format": "o"])
        if !options.operands.isEmpty { throw call.obstacle("BSD options are not answered here") }
        let names = options.values["C"]?.flatMap { $0.split(separator: ",").map { String($0.prefix(15)) } }
        guard names != nil || options.has("e") || options.has("A") else {
            throw call.obstacle("only -e and -C are answered here")
        }
        let chosen = processes.filter { process in
            options.has("e") || options.has("A") || names?.contains(process.program) ?? false
        }
        var columns: [ProcessTable.Column] = []
        if let list = options.values["o"] {
            for item in list.flatMap({ $0.split { $0 == "," || $0 == " " } }) {
                guard let column = ProcessTable.Column(item) else {
                    throw call.obstacle("the column \(item) is not answered here")
                }
                columns.append(column)
            }
        } else if options.has("f") {
            columns = ProcessTable.Column.full
        } else {
            throw call.obstacle("only -f and -o are answered here")
        }
        let table = ProcessTable(columns: columns, names: call.machine.userNames)
        if hasHeader, let header = table.header { try call.put(header) }
        for process in chosen { try call.put(table.line(of: process)) }
        return chosen.isEmpty ? 1 : 0
    }
}

/// The columns that `ps` prints.
struct ProcessTable {
    /// One column and its heading; an empty heading is not printed.
    struct Column {
        enum Kind: String { case uid, user, pid, ppid, c, stime, tty, time, cmd, args, command, comm }

        var kind: Kind
        var heading: String

        static let full = ["uid", "pid", "ppid", "c", "stime", "tty", "time", "cmd"].compactMap {
            Column($0[...])
        }

        /// Reads `name` or `name=heading`.
        init?(_ text: Substring) {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let kind = Kind(rawValue: String(parts[0])) else { return nil }
            self.kind = kind
            heading = parts.count > 1 ? String(parts[1]) : kind == .args ? "COMMAND" : parts[0].uppercased()
        }
    }

    let columns: [Column]
    let names: [UInt32: String]

    /// The line of headings, or nil when none is wanted.
    var header: String? {
        columns.allSatisfy(\.heading.isEmpty) ? nil : row { $0.heading }
    }

    func line(of process: HostProcess) -> String { row { text($0.kind, of: process) } }

    /// `--no-headers` is the only long option without a letter.
    static func withoutHeaderOption(_ arguments: [String]) -> ([String], Bool) {
        let names = ["--no-headers", "--no-heading", "--no-headings", "--noheader"]
        let kept = arguments.filter { !names.contains($0) }
        return (kept, kept.count == arguments.count)
    }

    private func row(_ text: (Column) -> String) -> String {
        var cells: [String] = []
        for (place, column) in columns.enumerated() {
            let text = text(column)
            let isLast = place == columns.count - 1
            switch column.kind {
            case .uid, .user, .comm, .tty: cells.append(isLast ? text : Self.pad(text, 8, isLeft: true))
            case .pid, .ppid: cells.append(Self.pad(text, 7, isLeft: false))
            case .c: cells.append(Self.pad(text, 2, isLeft: false))
            case .stime: cells.append(Self.pad(text, 5, isLeft: false))
            case .time: cells.append(Self.pad(text, 8, isLeft: false))
            case .cmd, .args, .command: cells.append(isLast ? text : Self.pad(text, 27, isLeft: true))
            }
        }
        return cells.joined(separator: " ")
    }

    private static func pad(_ text: String, _ width: Int, isLeft: Bool) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.count))
        return isLeft ? text + blanks : blanks + text
    }

    private func text(_ kind: Column.Kind, of process: HostProcess) -> String {
        switch kind {
        case .uid, .user: return user(process.effectiveUserID)
        case .pid: return String(process.pid)
        case .ppid: return String(process.parent)
        // What a processor does now is not a matter of configuration.
        case .c: return "0"
        case .stime: return Self.day(process.startTime)
        case .tty: return process.terminal == 0 ? "?" : Self.terminal(process.terminal)
        case .time: return Self.clock(process.processorSeconds)
        case .cmd, .args, .command: return process.commandLine
        case .comm: return process.program
        }
    }

    private func user(_ id: Int64) -> String {
        guard let number = UInt32(exactly: id), let name = names[number] else { return String(id) }
        return name.count > 8 ? name.prefix(7) + "+" : name
    }

    /// The day of the start; the hour would depend on when the audit is made.
    private static func day(_ seconds: Int64) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let date = CivilDate(daysSince1970: seconds / 86_400)
        return "\(months[Int(date.month - 1) % 12])\(date.day < 10 ? "0" : "")\(date.day)"
    }

    private static func clock(_ seconds: Int64) -> String {
        func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }

    /// Unix 98 terminals have the major numbers 136 to 143.
    private static func terminal(_ device: Int64) -> String {
        let major = device >> 8 & 0xFFF
        let minor = device & 0xFF | device >> 12 & 0xFFF00
        return (136...143).contains(major) ? "pts/\((major - 136) << 8 + minor)" : "tty\(minor)"
    }
}
