/// A template in the language of Go's `text/template`, as compliance content uses it in paths, filters and fixes.
///
/// ```swift
/// let template = try GoTemplate("{{if ne .cluster \"None\"}}/hosted/{{.cluster}}{{else}}/config{{end}}")
/// let path = try template.render(["cluster": "None"])
/// ```
///
/// Served are texts, comments, trim markers, pipelines, variables, `if`, `with`, `range`, `break`, `continue`,
/// parentheses, the comparison and logic functions, `len`, `index`, `slice`, the `print` family, `html`, `js` and
/// `urlquery`. `define`, `template`, `block` and methods are refused with a sentence. Texts of errors are those
/// of Go, so that what people find about them helps here too.
public struct GoTemplate: Sendable {
    /// The functions that a template may call besides the language's own, by name.
    public typealias Functions = [String: Function]

    /// Works a value out of arguments.
    public typealias Function =
        @Sendable ([TemplateValue]) throws(TemplateFunctionError)
        -> TemplateValue

    /// What a member that a map does not have stands for (Go, `missingkey`).
    public enum MissingKey: Sendable {
        /// An error.
        case error
        /// The text `<no value>`, Go's default.
        case noValue
        /// Nothing, as in a map of strings.
        case empty
    }

    /// The template's name in errors.
    public let name: String
    let source: String
    let body: [TemplateNode]
    let functions: Functions

    /// Reads a template.
    ///
    /// - Throws: ``TemplateError`` with the line and what stands there.
    public init(
        _ source: String, name: String = "", functions: Functions = [:]
    ) throws(TemplateError) {
        self.name = name
        self.source = source
        self.functions = functions
        if source.utf8.count > Self.sizeLimit {
            throw TemplateError(name: name, line: 1, "the template is longer than \(Self.sizeLimit) bytes")
        }
        var parser = TemplateParser(
            tokens: try TemplateLexer(source, name: name).tokens(), name: name, source: source,
            functions: Set(functions.keys))
        body = try parser.parse()
    }

    /// The text for some data.
    ///
    /// - Throws: ``TemplateError`` with line, column and action.
    public func render(
        _ data: TemplateValue, missingKey: MissingKey = .error
    ) throws(TemplateError) -> String {
        var execution = TemplateExecution(template: self, data: data, missingKey: missingKey)
        return try execution.run()
    }

    /// The longest template that is read, in bytes; content stays far below it.
    public static let sizeLimit = 1 << 20
    /// The longest text that a template may make, in bytes.
    public static let outputLimit = 4 << 20
}
