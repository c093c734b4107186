/// Why a template cannot be read or carried out, in the words of Go.
public struct TemplateError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The template's name.
    public let name: String
    /// One-based line.
    public let line: Int
    /// Zero-based byte in the line; nil for errors of reading.
    public let column: Int?
    /// The action as it is written; empty for errors of reading.
    public let action: String
    /// What is wrong.
    public let reason: String

    init(name: String, line: Int, _ reason: String) {
        self.name = name
        self.line = line
        column = nil
        action = ""
        self.reason = reason
    }

    init(name: String, line: Int, column: Int, action: String, _ reason: String) {
        self.name = name
        self.line = line
        self.column = column
        self.action = action
        self.reason = reason
    }

    /// `template: NAME:LINE: …`, or with column and action when the template was being carried out.
    public var description: String {
        guard let column else { return "template: \(name):\(line): \(reason)" }
        return "template: \(name):\(line):\(column): executing \"\(name)\" at <\(action)>: \(reason)"
    }
}

/// Why a function of a template has no result; the template adds where it was called.
public struct TemplateFunctionError: Error, Sendable, CustomStringConvertible {
    /// The end of the sentence `error calling NAME: …`.
    public let description: String

    /// Makes an error.
    public init(_ description: String) { self.description = description }
}
