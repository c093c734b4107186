/// Why a database cannot be used: the file, the line, the field.
public struct DatabaseError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What stands in the way.
    public enum Reason: Sendable {
        /// The file cannot be opened, read or written.
        case system
        /// The content is not that of a whole database.
        case damaged
        /// The content is whole, and not the one that was expected.
        case unexpected
    }

    /// What stands in the way.
    public var reason: Reason
    /// The database.
    public var name: String
    /// The line, from 1; nil when no line is to blame.
    public var line: Int?
    /// The field; nil when no field is to blame.
    public var field: String?
    /// What is wrong.
    public var message: String

    init(
        _ message: String, in name: String, line: Int? = nil, field: String? = nil, reason: Reason = .damaged
    ) {
        self.reason = reason
        self.name = name
        self.line = line
        self.field = field
        self.message = message
    }

    /// One sentence that begins with the file and the line.
    public var description: String {
        name + (line.map { ":\($0)" } ?? "") + ": " + (field.map { "field '\($0)': " } ?? "") + message
    }
}
