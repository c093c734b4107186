/// Why a document could not be read, with the place where reading stopped.
public struct XMLError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What went wrong, in the order in which a person would act on it.
    public enum Reason: Equatable, Sendable {
        /// The file could not be opened; the text is the system's own.
        case unreadable(String)
        /// The bytes are not well-formed XML; the text is the parser's.
        case malformed(String)
        /// The document declares a DTD. Martlet never reads one: that is the door of entity bombs and XXE.
        case documentTypeForbidden
        /// The document is nested deeper than any real content.
        case tooDeep(limit: Int)
        /// An element has more attributes than any real content.
        case tooManyAttributes(limit: Int)
        /// More namespaces are declared around an element than in any real content.
        case tooManyNamespaces(limit: Int)
        /// The document's encoding is one that is not read.
        case unsupportedEncoding(String)
        /// The packed document unpacks to more than any real content.
        case unpacksTooLarge
        /// The document is well-formed but not valid under a schema; the text is the validator's.
        case invalid(String)
        /// The document is well-formed but is not what the caller reads.
        case unexpected(String)
    }

    /// The file's path, or a name for bytes that came from elsewhere.
    public var file: String
    /// One-based line; 0 when no line is known.
    public var line: Int
    /// One-based column; 0 when no column is known.
    public var column: Int
    /// What went wrong.
    public var reason: Reason

    /// Makes an error at a place in a file.
    public init(file: String, line: Int = 0, column: Int = 0, reason: Reason) {
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// `file:line:column: sentence`, on one line.
    public var description: String {
        var place = file
        if line > 0 { place += ":\(line)" }
        if line > 0, column > 0 { place += ":\(column)" }
        return "\(place): \(sentence)"
    }

    private var sentence: String {
        switch reason {
        case .unreadable(let why): "cannot be read: \(why)"
        case .malformed(let why): "not well-formed XML: \(why)"
        case .documentTypeForbidden: "a document type declaration (DTD) is not allowed; remove it"
        case .tooDeep(let limit): "elements are nested deeper than \(limit)"
        case .tooManyAttributes(let limit): "an element has more than \(limit) attributes"
        case .tooManyNamespaces(let limit): "more than \(limit) namespaces are declared around an element"
        case .unsupportedEncoding(let name):
            "the encoding \"\(name)\" is not read; convert the document to UTF-8"
        case .unpacksTooLarge:
            "the packed document unpacks to far more than real content does; unpack it yourself if you trust it"
        case .invalid(let why): "not valid: \(why)"
        case .unexpected(let why): why
        }
    }
}
