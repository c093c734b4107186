public import SCAP

/// Martlet under the name of its peer: the modules, options, texts and exit codes of `oscap` 1.3.
///
/// ```swift
/// exit(Oscap(terminal: .process).run(CommandLine.arguments))
/// ```
///
/// Scripts that were written for the peer read its standard output and its exit codes, so both are its own;
/// what goes to standard error has its shape and says the same, without places in the peer's source.
public struct Oscap {
    private let terminal: Terminal
    private let cache: ContentCache?

    /// A program that writes to a terminal.
    ///
    /// - Parameter cache: Where data streams that were read before are kept; nil reads them each time.
    public init(terminal: Terminal, cache: ContentCache? = nil) {
        self.terminal = terminal
        self.cache = cache
    }

    /// Runs a command line and returns the exit code.
    ///
    /// - Parameter arguments: the words, of which the first is the name that messages begin with.
    public func run(_ arguments: [String]) -> Int32 {
        let name = arguments.first ?? "oscap"
        let invocation = Invocation(program: name, terminal: terminal, cache: cache)
        return Module.root.run(Array(arguments.dropFirst()), in: invocation).rawValue
    }
}

/// The exit codes of the peer.
enum ExitStatus: Int32, Error {
    /// Done; of an evaluation: no rule failed.
    case ok = 0
    /// The command failed.
    case error = 1
    /// Done; of an evaluation: a rule failed or could not be decided; of a validation: the file is not valid.
    case fail = 2
    /// An option or an argument is wrong or missing.
    case badArgument = 100
    /// There is no such module.
    case unknownModule = 101
}
