/// Why the file of a key cannot be used; callers may put it into their own words.
public struct KeyFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of reason.
    public enum Reason: Sendable {
        /// The system refused to read or write.
        case system
        /// The content is no such key.
        case damaged
        /// The file is not as only its owner could have left it.
        case refused
    }

    /// The file.
    public let path: String
    /// What is wrong, as a clause.
    public let message: String
    /// What kind of reason.
    public let reason: Reason

    init(_ path: String, _ message: String, _ reason: Reason) {
        self.path = path
        self.message = message
        self.reason = reason
    }

    /// One sentence.
    public var description: String { "\(path): \(message)" }
}
