/// The programs that are answered here, by name.
enum Tool {
    typealias Body = @Sendable (ToolCall) throws(AuditShell.ShellStop) -> Int32

    static let named: [String: Body] = [
        ":": { _ in 0 }, "true": { _ in 0 }, "false": { _ in 1 },
        "awk": awk, "basename": basename, "cat": cat, "cut": cut, "dirname": dirname, "echo": echo,
        "egrep": { call throws(AuditShell.ShellStop) in try grep(call, grammar: .extended) },
        "fgrep": { call throws(AuditShell.ShellStop) in try grep(call, isFixed: true) },
        "find": find, "grep": { call throws(AuditShell.ShellStop) in try grep(call) },
        "head": head, "printf": printf, "ps": ps, "sed": sed, "sort": sort, "stat": stat, "tail": tail,
        "test": test, "[": test, "tr": tr, "uniq": uniq, "wc": wc, "xargs": xargs,
    ]
}

/// One call of a tool.
struct ToolCall {
    let name: String
    var arguments: [String]
    let streams: AuditShell.Streams
    let shell: AuditShell
    let budget: AuditShell.Budget

    var machine: AuditMachine { shell.machine }

    /// Writes a line of output.
    func put(_ line: some Sequence<UInt8>) throws(AuditShell.ShellStop) {
        try streams.output.write(line)
        try streams.output.write(CollectionOfOne(0x0A))
    }

    /// Writes a line of output.
    func put(_ line: String) throws(AuditShell.ShellStop) { try put(line.utf8) }

    /// Writes a complaint that begins with the tool's name.
    func complain(_ reason: String) throws(AuditShell.ShellStop) {
        try streams.errors.write("\(name): \(reason)\n")
    }

    /// What is not answered.
    func obstacle(_ reason: String) -> AuditShell.ShellStop {
        .obstacle(AuditObstacle(reason: "\(name): \(reason)"))
    }

    /// An expression of `grep` as PCRE spells it; one that cannot be read is not answered.
    func pattern(
        _ source: String, _ grammar: PosixPattern.Grammar
    ) throws(AuditShell.ShellStop) -> String {
        do throws(AuditObstacle) {
            return try PosixPattern.translated(source, grammar, refusingStray: true)
        } catch {
            throw .obstacle(error)
        }
    }

    /// The lines of some bytes; a last line without line feed counts.
    static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}

/// The options of a call, in the forms that GNU's programs take.
struct ToolOptions {
    private(set) var flags: [Character: Int] = [:]
    private(set) var values: [Character: [String]] = [:]
    private(set) var operands: [String] = []

    func has(_ flag: Character) -> Bool { flags[flag] != nil }
    func value(_ flag: Character) -> String? { values[flag]?.last }

    /// Reads a call's arguments.
    ///
    /// - Parameters:
    ///   - flags: the letters without a value.
    ///   - values: the letters with one.
    ///   - long: long names and the letters that they stand for.
    ///   - stopsAtOperand: whether the rest belongs to another program.
    init(
        _ call: ToolCall, flags known: String, values valued: String = "",
        long: [String: Character] = [:], stopsAtOperand: Bool = false
    ) throws(AuditShell.ShellStop) {
        var rest = call.arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                operands += rest
                return
            }
            if argument.hasPrefix("--") {
                let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1)
                guard let name = parts.first, let letter = long[String(name)] else {
                    throw call.obstacle("the option \(argument) is not answered here")
                }
                if valued.contains(letter) {
                    guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
                        throw call.obstacle("the option \(argument) has no value")
                    }
                    values[letter, default: []].append(value)
                } else {
                    flags[letter, default: 0] += 1
                }
            } else if argument.hasPrefix("-"), argument.count > 1 {
                var letters = argument.dropFirst()
                while let letter = letters.popFirst() {
                    if valued.contains(letter) {
                        guard let value = letters.isEmpty ? rest.popFirst() : String(letters) else {
                            throw call.obstacle("the option -\(letter) has no value")
                        }
                        values[letter, default: []].append(value)
                        letters = ""
                    } else if known.contains(letter) {
                        flags[letter, default: 0] += 1
                    } else {
                        throw call.obstacle("the option -\(letter) is not answered here")
                    }
                }
            } else {
                operands.append(argument)
                if stopsAtOperand {
                    operands += rest
                    return
                }
            }
        }
    }

    /// A whole number that is not negative.
    func count(_ flag: Character, of call: ToolCall) throws(AuditShell.ShellStop) -> Int? {
        guard let text = value(flag) else { return nil }
        guard let count = Int(text), count >= 0, !text.hasPrefix("+") else {
            throw call.obstacle("\(text) is not answered here as a number")
        }
        return count
    }
}
