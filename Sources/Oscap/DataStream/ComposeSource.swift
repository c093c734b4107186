import XML

/// `oscap ds sds-compose`: a source data stream of a checklist and the files that it names.
struct ComposeSource {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let path = invocation.words[0]
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let components = try NamedComponents(path: path, name: name).components
        var writer = XMLWriter()
        let collection = [
            ("xmlns:ds", DataStreamMarkup.namespace), ("xmlns:xlink", DataStreamMarkup.xlink),
            ("xmlns:cat", DataStreamMarkup.catalog),
            ("id", "scap_org.open-scap_collection_from_xccdf_\(name)"), ("schematron-version", "1.2"),
        ]
        var failure: Failure?
        writer.element("ds:data-stream-collection", collection) { writer in
            let stream = [
                ("id", "scap_org.open-scap_datastream_from_xccdf_\(name)"), ("scap-version", "1.2"),
                ("use-case", "OTHER"),
            ]
            writer.element("ds:data-stream", stream) { writer in
                for section in ["dictionaries", "checklists", "checks"] {
                    let members = components.filter { $0.section == section }
                    if members.isEmpty { continue }
                    writer.element("ds:\(section)") { writer in
                        for member in members { DataStreamMarkup.write(referenceTo: member, to: &writer) }
                    }
                }
            }
            for component in components {
                do throws(Failure) {
                    try DataStreamMarkup.write(component, to: &writer)
                } catch {
                    failure = failure ?? error
                }
            }
        }
        if let failure { throw failure }
        try ResultFile(invocation.words[1]).write(writer.finish())
        return .ok
    }
}

/// The elements of a source data stream (SCAP 1.3, 3.1).
enum DataStreamMarkup {
    static let namespace = "http://scap.nist.gov/schema/scap/source/1.2"
    static let xlink = "http://www.w3.org/1999/xlink"
    static let catalog = "urn:oasis:names:tc:entity:xmlns:xml:catalog"

    /// A component-ref with its catalogue.
    static func write(referenceTo component: NamedComponents.Component, to writer: inout XMLWriter) {
        let attributes = [("id", component.referenceID), ("xlink:href", "#\(component.id)")]
        guard !component.catalog.isEmpty else {
            return writer.element("ds:component-ref", attributes, text: "")
        }
        writer.element("ds:component-ref", attributes) { writer in
            writer.element("cat:catalog") { writer in
                for entry in component.catalog {
                    let id = NamedComponents.Component.mangled(entry.component)
                    writer.element(
                        "cat:uri", [("name", entry.href), ("uri", "#scap_org.open-scap_cref_\(id)")], text: ""
                    )
                }
            }
        }
    }

    /// A component with its file's root element, byte for byte.
    static func write(
        _ component: NamedComponents.Component, to writer: inout XMLWriter
    ) throws(Failure) {
        let bytes = try DocumentBytes.root(component.path)
        let attributes = [
            ("id", component.id), ("timestamp", try SourceFile(component.path).modified),
        ]
        writer.element("ds:component", attributes) { $0.copy(bytes) }
    }
}
