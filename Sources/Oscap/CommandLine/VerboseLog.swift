import Glibc

/// What `--verbose INFO` and `--verbose DEVEL` add to what a command says, on standard error or in a file.
struct VerboseLog {
    private let isOn: Bool
    private let path: String?
    private let terminal: Terminal

    init(_ invocation: Invocation) {
        isOn = ["INFO", "DEVEL"].contains(invocation.arguments.value("verbose"))
        path = invocation.arguments.value("verbose-log-file")
        terminal = invocation.terminal
    }

    /// Adds a line.
    func note(_ sentence: String) throws(Failure) {
        guard isOn else { return }
        guard let path else { return terminal.complain("I: oscap: \(sentence)") }
        guard let file = fopen(path, "ae") else {
            throw Failure("Could not open log file '\(path)': \(String(cString: strerror(errno)))")
        }
        fputs("I: oscap: \(sentence)\n", file)
        fclose(file)
    }
}
