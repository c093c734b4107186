import XML

/// A document of results (OVAL 5.11, `oval-res:oval_results`).
///
/// ```swift
/// let document = ResultsDocument(generator: generator, definitions: source)
/// var writer = XMLWriter { try file.append($0) }
/// document.write(evaluator.results(on: system), to: &writer)
/// try writer.close()
/// ```
public struct ResultsDocument: Sendable {
    /// What made the document.
    public var generator: Generator
    /// What the document tells.
    public var directives: Directives
    /// The element `oval_definitions` that was evaluated, an exact copy as the standard wants it; nil to leave
    /// it out.
    public var definitions: XMLSlice?
    /// Whether the document tells what was collected.
    public var includesCharacteristics: Bool

    /// A document.
    ///
    /// - Parameter definitions: the element, which is copied from its file while the document is written.
    public init(
        generator: Generator, directives: Directives = Directives(.full), definitions: XMLSlice? = nil,
        includesCharacteristics: Bool = true
    ) {
        self.generator = generator
        self.directives = directives
        self.definitions = definitions
        self.includesCharacteristics = includesCharacteristics
    }

    /// Writes the results of one system, already brought down to what the directives want
    /// (``SystemResults/reported(under:of:)``).
    public func write(_ results: SystemResults, to writer: inout XMLWriter) {
        let namespaces = [("xmlns", OVALNamespace.results), ("xmlns:oval", OVALNamespace.common)]
        writer.element("oval_results", namespaces) { writer in
            generator.write(to: &writer)
            directives.write(to: &writer)
            if let definitions, directives.includesSourceDefinitions { writer.copy(definitions) }
            writer.element("results") { writer in
                writer.element("system") { writer in
                    results.writeDefinitions(to: &writer)
                    results.writeTests(to: &writer)
                    results.characteristics.write(
                        generator, objectsAndItems: includesCharacteristics, to: &writer)
                }
            }
        }
    }
}

extension ResultsDocument {
    /// Writes what an evaluator came to so far, brought down to what the directives want, piece by piece.
    ///
    /// - Parameter isDocument: whether it begins with an XML declaration; a part of another document has none.
    /// - Throws: ``XMLError`` when the definitions cannot be read any more, and what `receive` throws.
    public func write(
        _ evaluator: Evaluator, on system: SystemInfo, isDocument: Bool = true,
        to receive: @escaping ([UInt8]) throws -> Void
    ) throws {
        var document = self
        if definitions == nil { document.directives.includesSourceDefinitions = false }
        var writer = XMLWriter(declaration: isDocument, to: receive)
        let results = evaluator.results(on: system)
        document.write(results.reported(under: directives, of: evaluator.definitions), to: &writer)
        try writer.close()
    }
}

extension Directives {
    fileprivate func write(to writer: inout XMLWriter) {
        let attributes = includesSourceDefinitions ? [] : [("include_source_definitions", "false")]
        writer.element("directives", attributes) { Self.write(general, to: &$0) }
        for (definitionClass, reported) in classes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            writer.element("class_directives", [("class", definitionClass.rawValue)]) {
                Self.write(reported, to: &$0)
            }
        }
    }

    private static func write(_ reported: Reported, to writer: inout XMLWriter) {
        for (name, verdict) in Verdict.directiveElements {
            let content = reported[verdict].map { [("content", $0.rawValue)] } ?? []
            writer.element(
                name, [("reported", content.isEmpty ? "false" : "true")] + content, text: "")
        }
    }
}
