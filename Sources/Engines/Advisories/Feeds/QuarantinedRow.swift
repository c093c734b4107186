/// A row of a feed that is left out because it cannot be believed; the rest of the feed is used.
public struct QuarantinedRow: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file that it stands in, as the feed names it.
    public var file: String
    /// Where in the file: an advisory's id, a line, or nothing for the whole file.
    public var place: String
    /// The field at fault, such as `affected[2].ranges[0].events`; empty when none is.
    public var field: String
    /// What is wrong, as a clause.
    public var reason: String

    /// Names a row and what is wrong with it.
    public init(file: String, place: String = "", field: String = "", reason: String) {
        self.file = file
        self.place = place
        self.field = field
        self.reason = reason
    }

    /// `file: place: field: reason`.
    public var description: String {
        [file, place, field, reason].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}
