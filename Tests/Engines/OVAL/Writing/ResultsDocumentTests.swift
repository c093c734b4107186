import Glibc
import Host
import ScratchRoots
import Testing
import XML

@testable import OVAL

@Suite("Documents of results")
struct ResultsDocumentTests {
    /// A document over two real files, with what XML and UTF-8 find hard in one of them.
    private static func fixture(in directory: String) -> OVALDocument {
        var document = OVALDocument()
        document.definitions =
            OVALDocument.definition(
                1,
                """
                <criterion test_ref="oval:x:tst:1" negate="true"/>
                <criteria operator="ONE" negate="true" applicability_check="true">
                <extend_definition definition_ref="oval:x:def:2"/></criteria>
                """) + OVALDocument.definition(2, #"<criterion test_ref="oval:x:tst:2"/>"#)
            + OVALDocument.definition(3, #"<extend_definition definition_ref="oval:x:def:3"/>"#)
        document.tests = """
            <ind:textfilecontent54_test id="oval:x:tst:1" version="4" comment="c" check="at least one"
            check_existence="any_exist" state_operator="OR"><ind:object object_ref="oval:x:obj:1"/>
            <ind:state state_ref="oval:x:ste:1"/></ind:textfilecontent54_test>
            <ind:variable_test id="oval:x:tst:2" version="1" comment="c" check="all">
            <ind:object object_ref="oval:x:obj:2"/><ind:state state_ref="oval:x:ste:2"/></ind:variable_test>
            """
        document.objects = """
            <ind:textfilecontent54_object id="oval:x:obj:1" version="2" comment="a &lt; b">
            <ind:path>\(directory)</ind:path><ind:filename operation="pattern match">.</ind:filename>
            <ind:pattern operation="pattern match">^.=(.*)$</ind:pattern>
            <ind:instance datatype="int" operation="greater than or equal">1</ind:instance>
            </ind:textfilecontent54_object>
            <ind:variable_object id="oval:x:obj:2" version="1"><ind:var_ref>oval:x:var:1</ind:var_ref>
            </ind:variable_object>
            """
        document.states = """
            <ind:textfilecontent54_state id="oval:x:ste:1" version="1">
            <ind:subexpression>1</ind:subexpression></ind:textfilecontent54_state>
            <ind:variable_state id="oval:x:ste:2" version="1">
            <ind:value datatype="int" operation="greater than" entity_check="at least one">1</ind:value>
            </ind:variable_state>
            """
        document.variables = """
            <constant_variable id="oval:x:var:1" version="1" datatype="int" comment="c">
            <value>1</value><value>2</value></constant_variable>
            """
        return document
    }

    private static let files = ["one": "a=1\nb=2\n", "two": "c=<&>\"\u{1}\u{1B}\u{FFFF}]]>\r\nd=\u{1F600}\n"]

    private static func evaluated(_ body: (Evaluator, [UInt8]) throws -> Void) throws {
        let directory = try Oscap.scratch(files)
        defer { Oscap.remove(directory) }
        let source = Array(fixture(in: directory).text.utf8)
        let evaluator = Evaluator(
            try Definitions(bytes: source, name: "x.xml"), collector: Collector(host: try Host()),
            collectsWholeItems: true)
        for id in evaluator.definitions.order { _ = evaluator.verdict(ofDefinition: id) }
        try body(evaluator, source)
    }

    private static func text(
        _ results: SystemResults, _ source: [UInt8]?, _ directives: Directives = Directives(.full),
        includesCharacteristics: Bool = true
    ) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var writer = XMLWriter { bytes += $0 }
        ResultsDocument(
            generator: Generator(productVersion: "1", time: 1_000_000_000), directives: directives,
            definitions: source.map(XMLSlice.init(bytes:)), includesCharacteristics: includesCharacteristics
        ).write(results, to: &writer)
        try writer.close()
        return bytes
    }

    @Test("what is written is read again")
    func roundTrip() throws {
        try Self.evaluated { evaluator, source in
            var system = SystemInfo()
            system.name = "a & b"
            system.interfaces = [.init(name: "lo", address: "::1", hardwareAddress: "00:00:00:00:00:00")]
            let results = evaluator.results(on: system)
            #expect(results.characteristics.items.count == 5)
            let read = try RecordedResults(bytes: try Self.text(results, source), name: "r.xml")
            #expect(read.directives == Directives(.full))
            #expect(read.definitions?.order == evaluator.definitions.order)
            #expect(read.systems.count == 1)
            let found = try #require(read.systems.first)
            #expect(found.definitions == results.definitions)
            #expect(found.tests == results.tests)
            #expect(found.characteristics.system == system)
            #expect(found.characteristics.objects == results.characteristics.objects)
            for (theirs, ours) in zip(found.characteristics.items, results.characteristics.items) {
                #expect(theirs.number == ours.number && theirs.family == ours.family)
                #expect(theirs.item.fields.map(Self.shown) == ours.item.fields.map(Self.shown))
            }
        }
    }

    /// A field as a document holds it: numbers are text there, and some characters cannot be held.
    private static func shown(_ field: ItemField) -> String {
        var text = field.value.text
        for character in ["\u{1}", "\u{1B}", "\u{FFFF}"] {
            text = text.replacing(character, with: "\u{FFFD}")
        }
        return "\(field.name) \(field.datatype) \(field.status) \(text)"
    }

    @Test("the documents are valid", .enabled(if: Schema.isInstalled, "xmllint or the schemas are not here"))
    func valid() throws {
        try Self.evaluated { evaluator, source in
            let results = evaluator.results(on: SystemInfo(try Host()))
            var failures = Directives(.full)
            failures.general = [.false: .full]
            failures.includesSourceDefinitions = false
            for directives in [Directives(.full), Directives(.thin), failures] {
                let told = results.reported(under: directives, of: evaluator.definitions)
                for isComplete in [true, false] {
                    let text = try Self.text(
                        told, source, directives, includesCharacteristics: isComplete)
                    let complaints = try Schema.complaints("oval-results-schema.xsd", text)
                    #expect(complaints == "")
                }
            }
            var writer = XMLWriter()
            results.characteristics.write(Generator(time: 0), to: &writer)
            let text = writer.finish()
            #expect(try Schema.complaints("oval-system-characteristics-schema.xsd", text) == "")
        }
    }

    @Test("definitions decided from recorded characteristics have the same verdicts")
    func analysis() throws {
        try Self.evaluated { evaluator, source in
            var writer = XMLWriter()
            evaluator.characteristics().write(Generator(time: 0), to: &writer)
            let recorded = try SystemCharacteristics(bytes: writer.finish(), name: "s.xml")
            let again = Evaluator(
                try Definitions(bytes: source, name: "x.xml"), collector: Collector(recorded))
            for id in evaluator.definitions.order {
                #expect(again.verdict(ofDefinition: id) == evaluator.verdict(ofDefinition: id), "\(id)")
            }
            let nothing = Evaluator(evaluator.definitions, collector: Collector(SystemCharacteristics()))
            #expect(nothing.verdict(ofTest: "oval:x:tst:1") == .unknown)
        }
    }

    @Test("a masked value of a record decides nothing")
    func maskedRecord() throws {
        let document = OVALDocument.testing(state: #"<t:name mask="true">a</t:name>"#)
        let evaluator = try document.evaluator(["oval:x:obj:1": .found([thing("a")])])
        #expect(evaluator.verdict(ofDefinition: "oval:x:def:1") == .true)
        let again = Evaluator(evaluator.definitions, collector: Collector(evaluator.characteristics()))
        #expect(again.verdict(ofDefinition: "oval:x:def:1") == .unknown)
    }

    @Test("families that are no names of XML do not break the document")
    func families() throws {
        var characteristics = SystemCharacteristics()
        for (index, family) in ["a b", "unix", "", "é", "x\"><y"].enumerated() {
            characteristics.items.append(
                CollectedItem(number: index + 1, family: family, item: Item("t_item", fields: [])))
        }
        var writer = XMLWriter()
        characteristics.write(Generator(time: 0), to: &writer)
        let read = try SystemCharacteristics(bytes: writer.finish(), name: "s.xml")
        #expect(read.items.map(\.number) == [1, 2, 3, 4, 5])
        #expect(read.items.map(\.family).prefix(2) == ["a b", "unix"])
    }
}

/// The standard's schemas, as the peer installs them.
enum Schema {
    private static let directory = "/usr/share/openscap/schemas/oval/5.11.2/"
    static var isInstalled: Bool {
        access("/usr/bin/xmllint", X_OK) == 0 && access(directory + "oval-results-schema.xsd", R_OK) == 0
    }

    /// What xmllint says against a document; nothing when it is valid.
    static func complaints(_ schema: String, _ document: [UInt8]) throws -> String {
        let scratch = try Oscap.scratch(["one": String(decoding: document, as: UTF8.self)])
        defer { Oscap.remove(scratch) }
        let command = "/usr/bin/xmllint --noout --schema \(directory)\(schema) \(scratch)/one 2>&1"
        guard let stream = popen(command, "r") else { throw Oscap.Failure(what: "cannot run xmllint") }
        defer { pclose(stream) }
        var (text, line) = ("", [CChar](repeating: 0, count: 4096))
        while fgets(&line, Int32(line.count), stream) != nil {
            text += String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        return text.hasSuffix("/one validates\n") && text.utf8.count(where: { $0 == 0x0A }) == 1 ? "" : text
    }
}
