/// Why a pattern could not be compiled or applied.
public enum PatternError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The pattern is not a regular expression; the offset is in bytes.
    case invalid(pattern: String, offset: Int, message: String)
    /// The match would cost more than its bound.
    case limitExceeded(pattern: String)
    /// PCRE2 refused the subject or ran out of a resource.
    case failed(pattern: String, message: String)

    /// One line that names the pattern (at most 80 characters of it) and the reason.
    public var description: String {
        switch self {
        case .invalid(let pattern, let offset, let message):
            "pattern \"\(pattern.prefix(80))\" is invalid at offset \(offset): \(message)"
        case .limitExceeded(let pattern):
            "pattern \"\(pattern.prefix(80))\" needs more matching steps than allowed"
        case .failed(let pattern, let message):
            "pattern \"\(pattern.prefix(80))\" cannot be applied: \(message)"
        }
    }
}
