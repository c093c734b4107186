/// Answers shell lines by looking at a machine; nothing is run and nothing is written.
///
/// The tools that audits use (`ps`, `grep`, `stat`, `find` …) are functions here. Anything that is not known
/// exactly stops the answer with an ``AuditObstacle``.
struct AuditShell {
    let machine: AuditMachine
    var variables: [String: String] = [:]
    private var status: Int32 = 0
    let budget: Budget

    /// Where a command's output is collected.
    final class Sink {
        private(set) var bytes: [UInt8] = []

        /// No answer of an audit comes near this size.
        static let limit = 8 << 20

        func write(_ more: some Sequence<UInt8>) throws(ShellStop) {
            bytes.append(contentsOf: more)
            if bytes.count > Self.limit {
                throw .obstacle(AuditObstacle(reason: "it writes more than \(Self.limit) bytes"))
            }
        }

        func write(_ text: String) throws(ShellStop) { try write(text.utf8) }
    }

    /// What a command reads and where it writes.
    struct Streams {
        var input: [UInt8] = []
        var output: Sink
        var errors: Sink
    }

    /// How much an audit may do.
    final class Budget {
        private var commands = 20_000
        private var files = 500_000
        private var bytes = 256 << 20

        func spendCommand() throws(ShellStop) {
            commands -= 1
            if commands < 0 { throw .obstacle(AuditObstacle(reason: "it runs more than 20000 commands")) }
        }

        func spendBytes(_ count: Int) throws(ShellStop) {
            bytes -= count
            if bytes < 0 { throw .obstacle(AuditObstacle(reason: "it reads more than 256 MiB")) }
        }

        func spendFile() throws(ShellStop) {
            files -= 1
            if files < 0 { throw .obstacle(AuditObstacle(reason: "it looks at more than 500000 files")) }
        }
    }

    /// Why the rest of a script does not run.
    enum ShellStop: Error {
        case obstacle(AuditObstacle)
        case exit(Int32)
    }

    init(machine: AuditMachine) {
        self.machine = machine
        budget = Budget()
    }

    /// The answer to a script as `/bin/sh` would give it when it reads the script from its input.
    static func answer(_ script: String, on machine: AuditMachine) throws(AuditObstacle) -> AuditAnswer {
        let command = try ShellParser.parse(script)
        var shell = AuditShell(machine: machine)
        let sink = Sink()
        do throws(ShellStop) {
            let code = try shell.run(command, Streams(output: sink, errors: sink))
            return AuditAnswer(output: sink.bytes, code: code)
        } catch {
            switch error {
            case .exit(let code): return AuditAnswer(output: sink.bytes, code: code)
            case .obstacle(let obstacle): throw obstacle
            }
        }
    }

    mutating func run(_ command: ShellCommand, _ streams: Streams) throws(ShellStop) -> Int32 {
        switch command {
        case .simple(let assignments, let words, let redirections):
            status = try runSimple(assignments, words, redirected(streams, redirections))
        case .pipeline(let commands, let isNegated):
            let code = try runPipeline(commands, streams)
            status = isNegated ? (code == 0 ? 1 : 0) : code
        case .both(let first, let second):
            if try run(first, streams) == 0 { _ = try run(second, streams) }
        case .either(let first, let second):
            if try run(first, streams) != 0 { _ = try run(second, streams) }
        case .sequence(let commands):
            if commands.isEmpty { status = 0 }
            for command in commands { _ = try run(command, streams) }
        case .choice(let branches, let otherwise):
            for branch in branches where try run(branch.condition, streams) == 0 {
                return try run(branch.body, streams)
            }
            status = 0
            return try run(otherwise, streams)
        case .loop(let name, let words, let body):
            let values = try expand(words, streams)
            status = 0
            for value in values {
                variables[name] = value
                _ = try run(body, streams)
            }
        case .group(let body, let ownVariables, let redirections):
            let streams = try redirected(streams, redirections)
            if ownVariables {
                status = try runApart(body, streams)
            } else {
                _ = try run(body, streams)
            }
        }
        return status
    }

    /// Runs a command whose variables and exit are its own.
    private func runApart(_ command: ShellCommand, _ streams: Streams) throws(ShellStop) -> Int32 {
        var shell = self
        do throws(ShellStop) { return try shell.run(command, streams) } catch {
            if case .exit(let code) = error { return code }
            throw error
        }
    }

    private func runPipeline(_ commands: [ShellCommand], _ streams: Streams) throws(ShellStop) -> Int32 {
        var streams = streams
        var code: Int32 = 0
        for (index, command) in commands.enumerated() {
            let isLast = index == commands.count - 1
            let output = isLast ? streams.output : Sink()
            code = try runApart(
                command, Streams(input: streams.input, output: output, errors: streams.errors))
            if !isLast { streams.input = output.bytes }
        }
        return code
    }

    private mutating func runSimple(
        _ assignments: [ShellCommand.Assignment], _ words: [ShellWord], _ streams: Streams
    ) throws(ShellStop) -> Int32 {
        status = 0
        let arguments = try expand(words, streams)
        for assignment in assignments {
            variables[assignment.name] = try expandText(assignment.word, streams)
        }
        guard let name = arguments.first else { return status }
        if !assignments.isEmpty {
            throw .obstacle(AuditObstacle(reason: "\"\(name)\" gets an environment of its own"))
        }
        return try run(program: name, Array(arguments.dropFirst()), streams)
    }

    /// Runs one of the tools.
    func run(program: String, _ arguments: [String], _ streams: Streams) throws(ShellStop) -> Int32 {
        try budget.spendCommand()
        let name = Self.toolName(program)
        switch name {
        case "sh", "bash", "dash":
            return try runScript(arguments, streams)
        case "exit":
            throw .exit(arguments.first.flatMap { Int32($0) } ?? status)
        default:
            guard let tool = Tool.named[name] else {
                throw .obstacle(AuditObstacle(reason: "\"\(name)\" is not answered here"))
            }
            let call = ToolCall(
                name: name, arguments: arguments, streams: streams, shell: self, budget: budget)
            return try tool(call)
        }
    }

    private func runScript(_ arguments: [String], _ streams: Streams) throws(ShellStop) -> Int32 {
        guard arguments.count >= 2, arguments[0] == "-c" else {
            throw .obstacle(AuditObstacle(reason: "a shell is run without -c"))
        }
        let command: ShellCommand
        do throws(AuditObstacle) { command = try ShellParser.parse(arguments[1]) } catch {
            throw .obstacle(error)
        }
        var shell = self
        shell.variables = [:]
        return try shell.runApart(command, streams)
    }

    private func redirected(
        _ streams: Streams, _ redirections: [Redirection]
    ) throws(ShellStop) -> Streams {
        var streams = streams
        for redirection in redirections {
            switch redirection {
            case .dropOutput: streams.output = Sink()
            case .dropErrors: streams.errors = Sink()
            case .errorsToOutput: streams.errors = streams.output
            case .outputToErrors: streams.output = streams.errors
            case .input: throw .obstacle(AuditObstacle(reason: "it reads its input from a file by \"<\""))
            }
        }
        return streams
    }

    /// The name of a tool that is called by its usual path.
    private static func toolName(_ program: String) -> String {
        for directory in ["/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/"] where program.hasPrefix(directory) {
            let name = program.dropFirst(directory.count)
            if !name.contains("/") { return String(name) }
        }
        return program
    }

    /// The output of a command without the line feeds at its end.
    mutating func output(of command: ShellCommand, _ streams: Streams) throws(ShellStop) -> String {
        let sink = Sink()
        status = try runApart(
            command, Streams(input: streams.input, output: sink, errors: streams.errors))
        var bytes = sink.bytes.filter { $0 != 0 }
        while bytes.last == 0x0A { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
