/// Where an item, a profile or a decision is written.
public struct Place: Sendable, Hashable, CustomStringConvertible {
    /// The file's path or name.
    public var file: String
    /// One-based line.
    public var line: Int

    /// Makes a place.
    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    /// `file:line`.
    public var description: String { "\(file):\(line)" }
}
