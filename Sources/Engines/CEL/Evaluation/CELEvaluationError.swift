/// Why an expression has no value.
public enum CELEvaluationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Something that `||`, `&&`, `all` and `exists` may absorb: no such key, overflow, division by zero.
    case failed(String)
    /// The budget is spent; nothing absorbs this.
    case costExceeded

    /// The sentence as cel-go writes it.
    public var description: String {
        switch self {
        case .failed(let message): message
        case .costExceeded: "operation cancelled: actual cost limit exceeded"
        }
    }
}
