/// A word of the command line, `xccdf` or `eval`: it holds further ones, or does something.
struct Module: Sendable {
    /// What is done with the options and words.
    typealias Action = @Sendable (Invocation) throws -> ExitStatus

    /// The word.
    let name: String
    /// What it is for, in one line.
    let summary: String
    /// What follows the word in the usage line.
    let usage: String
    /// What its words mean, a line each.
    var notes: [String] = []
    /// What its list of options is called.
    var optionsTitle = "Options:"
    /// Its options.
    var options: [LongOption] = []
    /// The modules that it holds.
    var submodules: [Module] = []
    /// Complains about the words; nil when they are as they must be.
    var objection: @Sendable (ParsedArguments) -> String? = { _ in nil }
    /// What it does; nil when it only holds others.
    var action: Action?

    /// What every module understands.
    static let common = [
        LongOption(
            "verbose", takes: "verbosity_level", "Say more: one of DEVEL, INFO, WARNING, ERROR."),
        LongOption("verbose-log-file", takes: "file", "Say it in a file."),
    ]

    private static let help = LongOption("help", letter: "h", "Show this text.")

    private static let verbosities: Set = ["DEVEL", "INFO", "WARNING", "ERROR"]

    /// Reads the command line from this module on, and does what it asks.
    func run(_ line: [String], in invocation: Invocation, path: [Module] = []) -> ExitStatus {
        let path = path + [self]
        let parser = OptionParser(
            options: options + Self.common + [Self.help], stopsAtWord: action == nil)
        let parsed: (arguments: ParsedArguments, used: Int)
        do {
            parsed = try parser.parse(line)
        } catch {
            invocation.terminal.complain("\(invocation.program): \(error.sentence)")
            return refuse(path, invocation)
        }
        if parsed.arguments.has("help") {
            invocation.terminal.print(Self.help(path))
            return .ok
        }
        var invocation = invocation
        var arguments = parsed.arguments
        arguments.inherit(invocation.arguments)
        invocation.arguments = arguments
        if let level = arguments.value("verbose"), !Self.verbosities.contains(level), action != nil {
            invocation.terminal.complain(
                "ERROR:    Invalid verbosity level! Verbosity level must be one of: DEVEL, INFO, WARNING, ERROR."
            )
            _ = refuse(path, invocation)
            // The peer leaves with 0 here.
            return .ok
        }
        guard let action else {
            return runSubmodule(Array(line[parsed.used...]), invocation, path)
        }
        if let objection = objection(arguments) {
            invocation.terminal.complain("ERROR:    \(objection)")
            return refuse(path, invocation)
        }
        if arguments.has("local-files") {
            return invocation.report(
                Failure(
                    "'--local-files' is not supported: content that lies elsewhere is not read, and rules that "
                        + "need it are notchecked."))
        }
        do {
            return try action(invocation)
        } catch {
            return invocation.report(error)
        }
    }

    private func runSubmodule(_ line: [String], _ invocation: Invocation, _ path: [Module]) -> ExitStatus {
        let arguments = invocation.arguments
        if path.count == 1, arguments.has("version") {
            invocation.terminal.print(VersionText.text)
            return .ok
        }
        if path.count == 1, arguments.has("quiet") {
            invocation.terminal.print(
                "Warning: '-q' is obsoleted option, please use '#oscap ... >/dev/null 2>&1' instead\n")
        }
        guard let word = line.first else {
            _ = refuse(path, invocation)
            return .unknownModule
        }
        guard let module = submodules.first(where: { $0.name == word }) else {
            invocation.terminal.complain("No such module: \(word)")
            return .unknownModule
        }
        return module.run(Array(line.dropFirst()), in: invocation, path: path)
    }

    private func refuse(_ path: [Module], _ invocation: Invocation) -> ExitStatus {
        invocation.terminal.complain(Self.usage(path))
        return .badArgument
    }
}
