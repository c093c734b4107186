/// Why a baseline cannot be read, written or taken over: the place and the reason.
public struct BaselineError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of reason.
    public enum Reason: Sendable {
        /// The system refused to read or write.
        case system
        /// The content is not that of a baseline.
        case damaged
        /// What was asked for is not done.
        case refused
    }

    /// What kind of reason.
    public var reason: Reason
    /// The file, or the word that was given.
    public var place: String
    /// The field; nil when no field is to blame.
    public var field: String?
    /// What is wrong.
    public var message: String

    /// Makes an error.
    public init(_ place: String, field: String? = nil, _ message: String, reason: Reason) {
        self.place = place
        self.field = field
        self.message = message
        self.reason = reason
    }

    /// One sentence that begins with the place.
    public var description: String {
        "\(place): \(field.map { "field '\($0)': " } ?? "")\(message)"
    }
}
