/// Why bytes are not JSON, and where.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Zero-based offset of the offending byte.
    public var offset: Int
    /// What was wrong there, as a clause ("unexpected end of input").
    public var reason: String

    /// Makes an error at a byte offset.
    public init(offset: Int, reason: String) {
        self.offset = offset
        self.reason = reason
    }

    /// The reason and the offset, on one line.
    public var description: String { "invalid JSON at byte \(offset): \(reason)" }
}
