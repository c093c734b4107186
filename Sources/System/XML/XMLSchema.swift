import CLibxml2

/// An XML Schema (W3C, 1.0) that documents can be held against.
///
/// ```swift
/// let schema = try XMLSchema(path: "xccdf_1.2.xsd")
/// for problem in try schema.problems(in: XMLInput(path: "content.xml")) { print(problem) }
/// ```
///
/// Compiling reads the schemas that it imports from the directories where they lie; nothing is fetched. A compiled
/// schema may be used any number of times, by one thread at a time.
public final class XMLSchema {
    private let handle: xmlSchemaPtr

    /// Reads and compiles a schema.
    ///
    /// - Throws: ``XMLError`` with the first reason why it cannot be compiled.
    public init(path: String) throws(XMLError) {
        _ = SchemaDocument.install
        guard let context = xmlSchemaNewParserCtxt(path) else {
            throw XMLError(file: path, reason: .unreadable("out of memory"))
        }
        defer { xmlSchemaFreeParserCtxt(context) }
        let failure = FailureBox()
        xmlSchemaSetParserStructuredErrors(
            context,
            { box, error in
                guard let box, let error else { return }
                Unmanaged<FailureBox>.fromOpaque(box).takeUnretainedValue().record(error.pointee)
            }, Unmanaged.passUnretained(failure).toOpaque())
        let compiled = withExtendedLifetime(failure) { xmlSchemaParse(context) }
        guard let compiled else { throw failure.error(file: path, line: 0) }
        handle = compiled
    }

    deinit { xmlSchemaFree(handle) }

    /// What in a document does not fit, in document order; empty when it is valid.
    ///
    /// The document is read as a stream: memory stays small.
    ///
    /// - Parameter limit: How many problems are enough.
    /// - Throws: ``XMLError`` when the document is not well-formed or cannot be read.
    public func problems(in input: XMLInput, limit: Int = 100) throws(XMLError) -> [XMLError] {
        let collector = ProblemCollector(file: input.name, limit: limit)
        guard let context = xmlSchemaNewValidCtxt(handle) else {
            throw XMLError(file: input.name, reason: .unreadable("out of memory"))
        }
        defer { xmlSchemaFreeValidCtxt(context) }
        try withExtendedLifetime(collector) { () throws(XMLError) in
            try XMLReader.walk(input) { reader in
                guard xmlTextReaderSchemaValidateCtxt(reader, context, 0) == 0 else { return false }
                // The reader takes the validator's errors for its own; they are wanted here, so this comes after.
                xmlSchemaSetValidStructuredErrors(
                    context,
                    { box, error in
                        guard let box, let error else { return }
                        Unmanaged<ProblemCollector>.fromOpaque(box).takeUnretainedValue().record(
                            error.pointee)
                    }, Unmanaged.passUnretained(collector).toOpaque())
                return true
            }
        }
        return collector.problems
    }
}

/// Keeps the problems that a validation reports.
private final class ProblemCollector {
    private(set) var problems: [XMLError] = []
    private let file: String
    private let limit: Int

    init(file: String, limit: Int) {
        self.file = file
        self.limit = limit
    }

    func record(_ error: xmlError) {
        guard problems.count < limit, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        let box = FailureBox()
        box.record(error)
        var problem = box.error(file: file, line: 0)
        if case .malformed(let sentence) = problem.reason { problem.reason = .invalid(sentence) }
        problems.append(problem)
    }
}
