import Host

extension Tool {
    /// `cat`: the bytes of files.
    static let cat: Body = { call throws(AuditShell.ShellStop) in
        let options = try ToolOptions(call, flags: "u")
        var code: Int32 = 0
        for path in options.operands.isEmpty ? ["-"] : options.operands {
            guard let bytes = try call.content(of: path) else {
                code = 1
                continue
            }
            try call.streams.output.write(bytes)
        }
        return code
    }

    /// `stat -c FORMAT`: what the kernel knows of files.
    static let stat: Body = { call throws(AuditShell.ShellStop) in
        let options = try ToolOptions(
            call, flags: "L", values: "c", long: ["format": "c", "dereference": "L"])
        guard let format = options.value("c") else { throw call.obstacle("only -c FORMAT is answered here") }
        if options.operands.isEmpty {
            try call.complain("missing operand\nTry 'stat --help' for more information.")
            return 1
        }
        var code: Int32 = 0
        for path in options.operands {
            try call.budget.spendFile()
            let status: FileStatus
            do throws(HostError) {
                status = try call.machine.files
                    .status(of: HostPath(path), followingLinks: options.has("L"))
            } catch {
                try call.complain("cannot statx '\(path)': \(error.systemText)")
                code = 1
                continue
            }
            guard let line = call.machine.text(of: status, path: path, format: format) else {
                throw call.obstacle("the format \(format) is not answered here")
            }
            try call.put(line)
        }
        return code
    }

    /// `test` and `[`: a condition.
    static let test: Body = { call throws(AuditShell.ShellStop) in
        var arguments = call.arguments
        if call.name == "[" {
            guard arguments.last == "]" else { throw call.obstacle("the closing bracket is missing") }
            arguments.removeLast()
        }
        return try call.condition(arguments[...]) ? 0 : 1
    }
}

extension HostError {
    /// The system's words for the reason.
    var systemText: String {
        switch reason {
        case .notFound: return "No such file or directory"
        case .tooLarge(let limit): return "larger than \(limit) bytes"
        case .notRegular: return "not a regular file"
        case .system:
            let text = description
            return text.firstRange(of: ": ").map { String(text[$0.upperBound...]) } ?? text
        }
    }
}

extension ToolCall {
    /// The largest file that an audit reads.
    private static let fileLimit = 8 << 20

    /// The bytes of a file, or of the input for `-`; nil after a complaint.
    func content(of path: String) throws(AuditShell.ShellStop) -> [UInt8]? {
        if path == "-" {
            try budget.spendBytes(streams.input.count)
            return streams.input
        }
        try budget.spendFile()
        let host = machine.files
        if path.hasPrefix("/proc/"), machine.processes == nil {
            throw obstacle("what the kernel says in \(path) is not known of a directory")
        }
        var bytes: [UInt8]?
        var failure: HostError?
        do throws(HostError) {
            bytes = try host.read(HostPath(path), limit: Self.fileLimit)
        } catch {
            failure = error
        }
        if let bytes {
            try budget.spendBytes(bytes.count)
            return bytes
        }
        guard let failure else { return nil }
        if (try? host.status(of: HostPath(path)).kind) == .directory {
            try complain("\(path): Is a directory")
            return nil
        }
        switch failure.reason {
        case .tooLarge, .notRegular: throw obstacle("\(failure)")
        case .notFound, .system: break
        }
        try complain("\(path): \(failure.systemText)")
        return nil
    }

    /// Whether a condition of `test` holds.
    func condition(_ arguments: ArraySlice<String>) throws(AuditShell.ShellStop) -> Bool {
        let words = Array(arguments)
        if let place = words.firstIndex(of: "-o"), place > 0, place < words.count - 1 {
            if try condition(words[..<place]) { return true }
            return try condition(words[(place + 1)...])
        }
        if let place = words.firstIndex(of: "-a"), place > 0, place < words.count - 1 {
            guard try condition(words[..<place]) else { return false }
            return try condition(words[(place + 1)...])
        }
        switch words.count {
        case 0: return false
        case 1: return !words[0].isEmpty
        case 2:
            if words[0] == "!" { return words[1].isEmpty }
            return try unary(words[0], words[1])
        case 3 where words[0] != "!" || ["=", "!="].contains(words[1]):
            return try binary(words[0], words[1], words[2])
        default:
            guard words[0] == "!" else { throw obstacle("the condition is not understood here") }
            return try !condition(words[1...])
        }
    }

    private func unary(_ operation: String, _ operand: String) throws(AuditShell.ShellStop) -> Bool {
        if operation == "-z" { return operand.isEmpty }
        if operation == "-n" { return !operand.isEmpty }
        try budget.spendFile()
        let isLink = operation == "-L" || operation == "-h"
        let status = try? machine.files.status(of: HostPath(operand), followingLinks: !isLink)
        switch operation {
        case "-e": return status != nil
        case "-f": return status?.kind == .regular
        case "-d": return status?.kind == .directory
        case "-L", "-h": return status?.kind == .symbolicLink
        case "-s": return (status?.size ?? 0) > 0
        // Audits run as root, who may read what is there.
        case "-r": return status != nil
        default: throw obstacle("the condition \(operation) is not answered here")
        }
    }

    private func binary(
        _ left: String, _ operation: String, _ right: String
    ) throws(AuditShell.ShellStop) -> Bool {
        switch operation {
        case "=": return left == right
        case "!=": return left != right
        case "-eq", "-ne", "-gt", "-ge", "-lt", "-le":
            guard let one = Int(left), let other = Int(right) else {
                throw obstacle("\"\(left)\" and \"\(right)\" are not both numbers")
            }
            switch operation {
            case "-eq": return one == other
            case "-ne": return one != other
            case "-gt": return one > other
            case "-ge": return one >= other
            case "-lt": return one < other
            default: return one <= other
            }
        default: throw obstacle("the condition \(operation) is not answered here")
        }
    }
}

extension AuditMachine {
    /// A status as `stat -c` prints it; nil for a format that is not known.
    func text(of status: FileStatus, path: String, format: String) -> String? {
        var text = ""
        var scalars = format.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            guard scalar == "%" else {
                text.unicodeScalars.append(scalar)
                continue
            }
            switch scalars.popFirst() {
            case "a": text += String(status.mode & 0o7777, radix: 8)
            case "U": text += userNames[status.userID] ?? "UNKNOWN"
            case "G": text += groupNames[status.groupID] ?? "UNKNOWN"
            case "u": text += String(status.userID)
            case "g": text += String(status.groupID)
            case "n": text += path
            case "s": text += String(status.size)
            case "h": text += String(status.linkCount)
            case "%": text += "%"
            default: return nil
            }
        }
        return text
    }
}
