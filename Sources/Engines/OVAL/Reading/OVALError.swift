import XML

/// Why OVAL content cannot be used.
public enum OVALError: Error, Sendable, CustomStringConvertible {
    /// The document cannot be read, or an element of it is wrong.
    case content(XMLError)
    /// Something refers to an id that the document does not have.
    case missing(file: String, referrer: String, kind: String, id: String)
    /// Two elements have the same id.
    case duplicate(file: String, line: Int, id: String)

    /// `file:line: sentence`.
    public var description: String {
        switch self {
        case .content(let error): error.description
        case .missing(let file, let referrer, let kind, let id):
            "\(file): \(referrer) refers to the \(kind) \"\(id)\", which is not in the document"
        case .duplicate(let file, let line, let id): "\(file):\(line): the id \"\(id)\" is used twice"
        }
    }
}
