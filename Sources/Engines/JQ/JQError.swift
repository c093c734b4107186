import Bytes

/// Why a program could not be compiled, or why it stopped.
public enum JQError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The text is no jq program; lines count from 1.
    case syntax(line: Int, message: String)
    /// The program raised an error that it did not catch; the value is what `error` was given.
    case raised(JSON)
    /// A bound on the program's work was reached; the text says which.
    case exhausted(String)
    /// The program ended itself with `halt` or `halt_error`; the message is for standard error.
    case halted(status: Int, message: JSON?)
    /// The input is not JSON.
    case input(String)

    /// One sentence, as jq words it.
    public var description: String {
        switch self {
        case .syntax(let line, let message): "jq: error: \(message) at <top-level>, line \(line):"
        case .raised(.string(let message)): "jq: error: \(message)"
        case .raised(let value):
            "jq: error (not a string): \(value.text)"
        case .exhausted(let reason): "jq: the program was stopped: \(reason)"
        case .halted(let status, _): "jq: the program ended itself with status \(status)"
        case .input(let message): "jq: the input is not JSON: \(message)"
        }
    }
}
