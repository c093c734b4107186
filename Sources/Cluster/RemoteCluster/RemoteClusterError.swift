/// Why a cluster cannot be reached as configured; names the file and the field to mend.
public struct RemoteClusterError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file, program or source that is at fault.
    public var source: String
    /// The field in it, such as `users[0].user.exec.command`; empty for the whole.
    public var field: String
    /// What is wrong and what to do, as a clause.
    public var reason: String

    /// Makes an error about a place.
    public init(source: String, field: String = "", reason: String) {
        self.source = source
        self.field = field
        self.reason = reason
    }

    /// `source: field: reason`.
    public var description: String {
        field.isEmpty ? "\(source): \(reason)" : "\(source): \(field): \(reason)"
    }
}
