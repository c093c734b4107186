import SCAP

/// One run of a command: its name, its options and words, and where it writes.
struct Invocation {
    /// The name under which the program was called.
    let program: String
    /// Where it writes.
    let terminal: Terminal
    /// Where data streams that were read before are kept; nil reads them each time.
    var cache: ContentCache?
    /// What the command line gave.
    var arguments = ParsedArguments()

    /// The words that are no options.
    var words: [String] { arguments.words }

    /// A warning on standard error.
    func warn(_ sentence: String) { terminal.complain("WARNING: \(sentence)") }

    /// Says why a command ended, and how it ends.
    func report(_ error: any Error) -> ExitStatus {
        switch error {
        case let status as ExitStatus: return status
        case let failure as Failure:
            for line in failure.lines { terminal.complain(line) }
            return failure.status
        default:
            terminal.complain("OpenSCAP Error: \(error)")
            return .error
        }
    }
}

/// A command that cannot go on: what it says, and its exit code.
struct Failure: Error {
    /// What goes to standard error.
    let lines: [String]
    /// How the command ends.
    var status = ExitStatus.error

    /// Lines as they are.
    init(lines: [String], status: ExitStatus = .error) {
        self.lines = lines
        self.status = status
    }

    /// Sentences in the peer's shape: the first is marked, the others follow.
    init(_ sentences: String...) {
        lines = sentences.enumerated().map { $0.offset == 0 ? "OpenSCAP Error: \($0.element)" : $0.element }
    }
}
