/// Why a TOML text cannot be read, and where.
public struct TOMLError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file, or nil for text without a name.
    public var file: String?
    /// The line, from 1.
    public var line: Int
    /// What is wrong there, as a clause.
    public var reason: String

    /// Makes an error at a line.
    public init(file: String? = nil, line: Int, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    /// `file:line: reason`.
    public var description: String { "\(file.map { "\($0):" } ?? "line ")\(line): \(reason)" }
}
