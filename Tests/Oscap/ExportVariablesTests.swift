import SCAP
import ScratchRoots
import Testing

@testable import OscapCommands

struct ExportVariablesTests {
    @Test("values are handed over in the types that the definitions give their variables")
    func datatypes() throws {
        let root = try Fixtures.directory()
        let definitions = Fixtures.oval.replacing(
            "<variables>",
            with: """
                <variables><external_variable id="oval:test:var:2" version="1" comment="x" datatype="int"/>
                <external_variable id="oval:test:var:3" version="1" comment="x" datatype="version"/>
                """)
        root.file("a-oval.xml", definitions)
        func export(_ name: String) -> String {
            "<check-export export-name=\"oval:test:var:\(name)\" value-id=\"xccdf_test_value_number\"/>"
        }
        root.file(
            "a-xccdf.xml",
            Fixtures.checklist.replacing(
                "<Value id=\"xccdf_test_value_family\"",
                with: """
                    <Value id="xccdf_test_value_number" type="number"><title>x</title><value>5</value></Value>
                    <Value id="xccdf_test_value_family"
                    """
            ).replacing(
                "<check-export export-name=\"oval:test:var:1\"",
                with: export("2") + export("3") + export("4")
                    + "<check-export export-name=\"oval:test:var:1\""))
        var invocation = Invocation(program: "oscap", terminal: Terminal(output: { _ in }, errors: { _ in }))
        invocation.arguments.words = [root.path + "/a-xccdf.xml"]
        let documents = VariableDocuments(try ChecklistSession(invocation, options: .checks)).documents()
        #expect(documents.map(\.name) == ["a-oval.xml-0.variables-0.xml"])
        let text = documents.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
        #expect(text.contains("id=\"oval:test:var:1\" datatype=\"string\""))
        #expect(text.contains("id=\"oval:test:var:2\" datatype=\"int\""))
        #expect(text.contains("id=\"oval:test:var:3\" datatype=\"version\""))
        #expect(!text.contains("oval:test:var:4") && text.contains("<value>5</value>"))
    }
}
