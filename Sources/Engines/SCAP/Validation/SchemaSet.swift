import CLinux
import XML

/// The schemas of SCAP's languages in a directory, laid out as Debian's `openscap-common` does.
///
/// ```swift
/// let problems = try SchemaSet().problems(in: "ssg-debian12-ds.xml")
/// ```
public struct SchemaSet: Sendable {
    /// Where Debian's `openscap-common` puts them.
    public static let debianDirectory = "/usr/share/openscap/schemas"

    private let directory: String

    /// Uses the schemas in a directory.
    public init(directory: String = debianDirectory) { self.directory = directory }

    /// Holds a document against the schema of its language and version.
    ///
    /// - Parameter limit: How many problems are enough.
    /// - Returns: One entry for each problem, with file and line; empty when the document is valid.
    /// - Throws: ``SCAPError/xml(_:)`` when the document is not well-formed or the schema is not there, and
    ///   ``SCAPError/notSCAP(file:root:expected:)`` for documents that are not SCAP's.
    public func problems(in path: String, limit: Int = 100) throws(SCAPError) -> [XMLError] {
        do {
            let input = try XMLInput(path: path)
            let kind = try DocumentKind(input)
            let problems = try XMLSchema(path: "\(directory)/\(kind.schema)").problems(
                in: input, limit: limit)
            // The schema and the keys of a large document are tens of megabytes, which the reading that follows
            // would find in pieces.
            malloc_trim(0)
            return problems
        } catch {
            throw SCAPError(error, file: path)
        }
    }
}
