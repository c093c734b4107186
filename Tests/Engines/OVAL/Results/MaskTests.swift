import Testing
import XML

@testable import OVAL

/// Each document leads the word `swordfish` past a mask; it must come out nowhere.
@Suite("Masked values appear in no output")
struct MaskTests {
    private static let secret = "swordfish"

    @Test("in items, evidence, variables and messages", arguments: documents, [false, true])
    func hidden(_ example: (name: String, document: OVALDocument), isCached: Bool) throws {
        let (name, document) = example
        let evaluator = try document.evaluator(
            [
                "oval:x:obj:1": .found([thing(Self.secret)]), "oval:x:obj:2": .found([thing(Self.secret)]),
            ], externalValues: ["oval:x:var:9": [Self.secret]],
            isCached: isCached)
        _ = evaluator.verdict(ofDefinition: "oval:x:def:1")
        evaluator.collectEverything()
        var writer = XMLWriter()
        ResultsDocument(generator: Generator(time: 0)).write(evaluator.results(), to: &writer)
        let text = String(decoding: writer.finish(), as: UTF8.self)
        #expect(!text.contains(Self.secret), "\(name): \(text)")
        let evidence = evaluator.evidence(ofDefinition: "oval:x:def:1")
        #expect(!"\(evidence)".contains(Self.secret), "\(name): \(evidence)")
        #expect(!evaluator.results().characteristics.items.isEmpty)
    }

    @Test("and nothing is masked that the author left open")
    func open() throws {
        let document = OVALDocument.testing(
            state: "<t:other mask=\"true\">x</t:other>", object: "<t:name>a</t:name>")
        let evaluator = try document.evaluator(["oval:x:obj:1": .found([thing(Self.secret)])])
        _ = evaluator.verdict(ofDefinition: "oval:x:def:1")
        #expect(evaluator.results().characteristics.items.first?.item == thing(Self.secret))
        #expect("\(evaluator.evidence(ofDefinition: "oval:x:def:1"))".contains(Self.secret))
    }

    private static let second = #"<t:thing_object id="oval:x:obj:2"><t:name>z</t:name></t:thing_object>"#
    private static let other = """
        <t:thing_object id="oval:x:obj:2"><t:name var_ref="oval:x:var:1"/></t:thing_object>
        """
    private static let fromObject = """
        <local_variable id="oval:x:var:1" datatype="string"><object_component object_ref="oval:x:obj:1"
        item_field="name"/></local_variable>
        """

    private static let documents: [(String, OVALDocument)] = [
        (
            "a mask in the object",
            .testing(state: "<t:name>z</t:name>", object: #"<t:name mask="true">swordfish</t:name>"#)
        ),
        ("a mask in the state", .testing(state: #"<t:name mask="true">z</t:name>"#, object: "<t:name/>")),
        (
            "another object that finds the same item",
            .testing(state: #"<t:name mask="true">z</t:name>"#, objects: second)
        ),
        (
            "a value that does not fit its datatype",
            .testing(state: #"<t:name mask="true" datatype="int">swordfish</t:name>"#)
        ),
        (
            "an external variable",
            .testing(
                state: #"<t:name mask="true" operation="not equal" var_ref="oval:x:var:9"/>"#,
                variables: #"<external_variable id="oval:x:var:9" datatype="string"/>"#)
        ),
        (
            "a function that quotes what it refuses",
            .testing(
                state: #"<t:name mask="true" var_ref="oval:x:var:1"/>"#,
                variables: """
                    <external_variable id="oval:x:var:9" datatype="string"/>
                    <local_variable id="oval:x:var:1" datatype="string"><substring substring_start="50"
                    substring_length="1"><variable_component var_ref="oval:x:var:9"/></substring></local_variable>
                    """)
        ),
        (
            "a variable computed from a masked item, in another object's entity",
            .testing(
                state: #"<t:name mask="true">z</t:name>"#, objects: other, variables: fromObject)
        ),
        (
            "an item from which a masked variable is computed",
            .testing(
                state: #"<t:other mask="true" var_ref="oval:x:var:1"/>"#, objects: second,
                variables: fromObject)
        ),
        (
            "a set",
            .testing(
                state: #"<t:name mask="true">z</t:name>"#,
                object: "<set><object_reference>oval:x:obj:2</object_reference></set>", objects: second)
        ),
        (
            "a filter",
            .testing(
                state: "<t:name>z</t:name>", object: "<filter>oval:x:ste:2</filter>",
                states: #"<t:thing_state id="oval:x:ste:2"><t:name mask="true">q</t:name></t:thing_state>"#)
        ),
    ]
}
