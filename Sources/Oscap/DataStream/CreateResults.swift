import XML

/// `oscap ds rds-create`: a result data stream of a source data stream and results (ARF 1.1).
struct CreateResults {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let words = invocation.words
        guard try SourceFile(words[0]).kind == .sourceDataStream else {
            throw Failure("\(words[0]): it is not a source data stream")
        }
        for path in [words[2]] + words[3...] { _ = try ResultRoot(path) }
        var reports = [("xccdf1", try DocumentBytes.caught { try Self.testResult(words[2]) })]
        for (index, path) in words[3...].enumerated() {
            reports.append(("oval\(index + 1)", try DocumentBytes.root(path)))
        }
        let subject = try DocumentBytes.caught { try ResultSubject(path: words[2]) }
        let source = try DocumentBytes.root(words[0])
        try ResultFile(words[1]).write(Self.document(source: source, reports: reports, subject: subject))
        return .ok
    }

    /// The latest `TestResult` of a file.
    private static func testResult(_ path: String) throws -> [UInt8] {
        let outline = try XMLInput(path: path).outline(depth: 2)
        guard let result = outline.elements.last(where: { $0.localName == "TestResult" }) else {
            throw Failure("\(path): the file holds no TestResult")
        }
        return try outline.slice(result).bytes()
    }

    private static func document(
        source: [UInt8], reports: [(id: String, bytes: [UInt8])], subject: ResultSubject
    ) -> [UInt8] {
        var writer = XMLWriter()
        let namespaces = [
            ("xmlns:arf", "http://scap.nist.gov/schema/asset-reporting-format/1.1"),
            ("xmlns:core", "http://scap.nist.gov/schema/reporting-core/1.1"),
            ("xmlns:ai", "http://scap.nist.gov/schema/asset-identification/1.1"),
        ]
        let vocabulary = "http://scap.nist.gov/specifications/arf/vocabulary/relationships/1.0#"
        writer.element("arf:asset-report-collection", namespaces) { writer in
            writer.element("core:relationships", [("xmlns:arfvocab", vocabulary)]) { writer in
                for (type, target) in [("createdFor", "collection1"), ("isAbout", "asset0")] {
                    let attributes = [("type", "arfvocab:\(type)"), ("subject", "xccdf1")]
                    writer.element("core:relationship", attributes) { $0.element("core:ref", text: target) }
                }
            }
            writer.element("arf:report-requests") { writer in
                writer.element("arf:report-request", [("id", "collection1")]) { writer in
                    writer.element("arf:content") { $0.copy(source) }
                }
            }
            writer.element("arf:assets") { writer in
                writer.element("arf:asset", [("id", "asset0")]) { subject.write(to: &$0) }
            }
            writer.element("arf:reports") { writer in
                for (id, bytes) in reports {
                    writer.element("arf:report", [("id", id)]) { writer in
                        writer.element("arf:content") { $0.copy(bytes) }
                    }
                }
            }
        }
        return writer.finish()
    }

    /// A file whose root may be anything: results come in many shapes.
    private struct ResultRoot {
        init(_ path: String) throws(Failure) { _ = try SourceFile.reader(path) }
    }
}

/// The machine that a result is about (Asset Identification 1.1).
struct ResultSubject {
    private var name = ""
    private var addresses: [String] = []
    private var hardwareAddresses: [String] = []
    private var qualifiedName: String?

    /// Reads a file that holds a `TestResult`; the latest counts.
    init(path: String) throws {
        let reader = try XMLReader(path: path)
        if reader.localName == "TestResult" {
            try read(reader)
        } else {
            try reader.forEachChild { child in if child.localName == "TestResult" { try read(child) } }
        }
    }

    private mutating func read(_ reader: XMLReader) throws {
        self = ResultSubject()
        try reader.forEachChild { child in
            switch child.localName {
            case "target": name = try child.text()
            case "target-address": addresses.append(try child.text())
            case "target-facts":
                try child.forEachChild { fact in
                    switch fact.attribute("name") {
                    case "urn:xccdf:fact:asset:identifier:mac": hardwareAddresses.append(try fact.text())
                    case "urn:xccdf:fact:asset:identifier:fqdn": qualifiedName = try fact.text()
                    default: break
                    }
                }
            default: break
            }
        }
    }

    private init() {}

    /// Writes the `computing-device`.
    func write(to writer: inout XMLWriter) {
        writer.element("ai:computing-device") { writer in
            if !addresses.isEmpty || !hardwareAddresses.isEmpty {
                writer.element("ai:connections") { writer in
                    for address in addresses {
                        writer.element("ai:connection") { writer in
                            writer.element("ai:ip-address") { writer in
                                writer.element(address.contains(":") ? "ai:ip-v6" : "ai:ip-v4", text: address)
                            }
                        }
                    }
                    for address in hardwareAddresses {
                        writer.element("ai:connection") { $0.element("ai:mac-address", text: address) }
                    }
                }
            }
            if let qualifiedName { writer.element("ai:fqdn", text: qualifiedName) }
            if !name.isEmpty { writer.element("ai:hostname", text: name) }
        }
    }
}
