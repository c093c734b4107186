/// Why a report cannot be read or written, in one sentence that names the file and the place.
public struct ReportError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file's path or name.
    public var file: String
    /// The one-based line, or 0 when there is none.
    public var line: Int
    /// What is wrong.
    public var sentence: String

    /// Makes an error.
    public init(file: String, line: Int = 0, _ sentence: String) {
        self.file = file
        self.line = line
        self.sentence = sentence
    }

    /// `file:line: sentence`.
    public var description: String { line > 0 ? "\(file):\(line): \(sentence)" : "\(file): \(sentence)" }
}
