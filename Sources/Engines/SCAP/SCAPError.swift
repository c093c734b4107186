import OVAL
import XCCDF
import XML

/// Why SCAP content cannot be used, in one sentence that names the file.
public enum SCAPError: Error, Sendable, CustomStringConvertible {
    /// The file cannot be read or is not well-formed, or an element of it is wrong.
    case xml(XMLError)
    /// An OVAL component is wrong.
    case oval(OVALError)
    /// The profile or the tailoring does not fit.
    case xccdf(file: String, XCCDFError)
    /// The document is XML, but none that SCAP knows here.
    case notSCAP(file: String, root: String, expected: String)
    /// The collection holds no data stream, or none of that id.
    case noDataStream(file: String, id: String?, candidates: [String])
    /// The data stream holds no benchmark, or none of that id.
    case noBenchmark(file: String, dataStream: String, id: String?, candidates: [String])
    /// The content has no file of that name.
    case noSource(file: String, href: String)
    /// The data stream has no tailoring of that id.
    case noTailoring(file: String, id: String, candidates: [String])
    /// A component-ref points to a component that the file does not have.
    case danglingReference(file: String, reference: String, component: String)

    /// `file: sentence`.
    public var description: String {
        switch self {
        case .xml(let error): error.description
        case .oval(let error): error.description
        case .xccdf(let file, let error): "\(error.place?.description ?? file): \(error)"
        case .notSCAP(let file, let root, let expected):
            "\(file): the root element is \"\(root)\", not \(expected); this is not SCAP content"
        case .noDataStream(let file, nil, _): "\(file): the collection holds no data stream"
        case .noDataStream(let file, let id?, let candidates):
            "\(file): no data stream is called \"\(id)\"; the file has \(candidates.joined(separator: ", "))"
        case .noBenchmark(let file, let dataStream, nil, _):
            "\(file): the data stream \"\(dataStream)\" holds no benchmark"
        case .noBenchmark(let file, let dataStream, let id?, let candidates):
            "\(file): the data stream \"\(dataStream)\" has no benchmark \"\(id)\"; "
                + "it has \(candidates.isEmpty ? "none" : candidates.joined(separator: ", "))"
        case .noSource(let file, let href): "\(file): the content has no file \"\(href)\""
        case .noTailoring(let file, let id, let candidates):
            "\(file): no tailoring is called \"\(id)\"; the data stream has "
                + (candidates.isEmpty ? "none" : candidates.joined(separator: ", "))
        case .danglingReference(let file, let reference, let component):
            "\(file): the component-ref \"\(reference)\" points to \"\(component)\", which the file does not have"
        }
    }

    /// Brings what readers throw into this type; `file` is named for errors that do not name one.
    init(_ error: any Error, file: String) {
        self =
            switch error {
            case let error as SCAPError: error
            case let error as XMLError: .xml(error)
            case let error as OVALError: .oval(error)
            case let error as XCCDFError: .xccdf(file: file, error)
            default: .xml(XMLError(file: file, reason: .unexpected("\(error)")))
            }
    }
}
