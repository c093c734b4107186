/// Why a YAML text cannot be read, and where.
public struct YAMLError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file, or nil for text without a name.
    public var file: String?
    /// The line, from 1; 0 when the place is not known.
    public var line: Int
    /// The column in code points, from 1; 0 when the place is not known.
    public var column: Int
    /// What is wrong there, as a clause.
    public var reason: String

    /// Makes an error at a place.
    public init(file: String? = nil, line: Int, column: Int, reason: String) {
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// `file:line:column: reason`.
    public var description: String {
        let place = line > 0 ? ["\(line)", "\(column)"] : []
        return ([file ?? "yaml"] + place).joined(separator: ":") + ": \(reason)"
    }
}
