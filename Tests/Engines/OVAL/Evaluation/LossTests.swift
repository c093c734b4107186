import Bytes
import Testing

@testable import OVAL

/// Parts that are not there although the document refers to them, as in a flat form that is damaged.
@Suite("Lost parts")
struct LossTests {
    /// Definition 1 extends 2, whose test looks for an object by a variable, filters it and compares a state.
    private func definitions() throws -> Definitions {
        var document = OVALDocument.testing(
            checks: #"check="all" check_existence="none_exist""#, state: "<t:name>x</t:name>",
            object: #"<t:name var_ref="oval:x:var:1"/><filter>oval:x:ste:2</filter>"#,
            objects: #"<t:thing_object id="oval:x:obj:2" version="1"/>"#,
            states: #"<t:thing_state id="oval:x:ste:2"><t:name var_ref="oval:x:var:2"/></t:thing_state>"#,
            variables: """
                <local_variable id="oval:x:var:1" version="1" datatype="string"><concat>
                <object_component object_ref="oval:x:obj:2" item_field="name"/>
                <variable_component var_ref="oval:x:var:2"/></concat></local_variable>
                <constant_variable id="oval:x:var:2" version="1" datatype="string"><value>a</value></constant_variable>
                """)
        document.definitions =
            OVALDocument.definition(1, #"<extend_definition definition_ref="oval:x:def:2"/>"#)
            + OVALDocument.definition(2, #"<criterion test_ref="oval:x:tst:1"/>"#)
        return try document.parsed()
    }

    private func result(_ definitions: Definitions) -> DefinitionResult {
        let probe = ThingProbe(["oval:x:obj:1": .found([]), "oval:x:obj:2": .found([thing("a")])])
        return Evaluator(definitions, collector: Collector(probes: [probe])).result(
            ofDefinition: "oval:x:def:1")
    }

    @Test("with every part there the rule is decided")
    func whole() throws {
        let result = result(try definitions())
        #expect(result.verdict == .true && result.message == nil)
    }

    @Test(
        "a part that is lost makes every definition that depends on it an error that names the part",
        arguments: [
            ("definition", "def:2"), ("test", "tst:1"), ("object", "obj:1"), ("object", "obj:2"),
            ("state", "ste:2"), ("variable", "var:1"), ("variable", "var:2"),
        ])
    func lost(kind: String, number: String) throws {
        var damaged = try definitions()
        let id = "oval:x:" + number
        switch kind {
        case "definition": damaged.definitions = damaged.definitions.without(id)
        case "test": damaged.tests = damaged.tests.without(id)
        case "object": damaged.objects = damaged.objects.without(id)
        case "state": damaged.states = damaged.states.without(id)
        default: damaged.variables = damaged.variables.without(id)
        }
        let result = result(damaged)
        #expect(result.verdict == .error)
        #expect(result.message == "test.xml: there is no \(kind) \"\(id)\"")
    }

    @Test("a state that is lost makes a test with items an error, and nothing else")
    func lostState() throws {
        var document = OVALDocument.testing(state: "<t:name>a</t:name>")
        document.definitions += OVALDocument.definition(2, #"<criterion test_ref="oval:x:tst:2"/>"#)
        document.tests += """
            <t:thing_test id="oval:x:tst:2" version="1" comment="other" check="all">
            <t:object object_ref="oval:x:obj:1"/></t:thing_test>
            """
        var damaged = try document.parsed()
        damaged.states = damaged.states.without("oval:x:ste:1")
        let probe = ThingProbe(["oval:x:obj:1": .found([thing("a")])])
        let evaluator = Evaluator(damaged, collector: Collector(probes: [probe]))
        let test = evaluator.result(ofTest: "oval:x:tst:1")
        #expect(test.verdict == .error)
        #expect(test.messages == ["test.xml: there is no state \"oval:x:ste:1\""])
        #expect(evaluator.verdict(ofDefinition: "oval:x:def:1") == .error)
        #expect(evaluator.verdict(ofDefinition: "oval:x:def:2") == .true)
    }

    @Test("every cut and every changed byte of a flat form is survived, and no lost part is taken for absent")
    func damagedBytes() throws {
        let sound = try definitions()
        var writer = FlatWriter()
        sound.write(flat: &writer)
        for place in writer.bytes.indices {
            var bytes = writer.bytes
            bytes[place] ^= 0xFF
            var reader = FlatReader(FlatRegion(bytes))
            guard let damaged = try? Definitions(flat: &reader, file: "test.xml") else { continue }
            let isWhole =
                damaged.tests["oval:x:tst:1"] != nil && damaged.definitions["oval:x:def:1"] != nil
                && damaged.definitions["oval:x:def:2"] != nil && damaged.objects["oval:x:obj:1"] != nil
            let result = result(damaged)
            if !isWhole { #expect(result.verdict != .true, "byte \(place)") }
        }
    }
}

extension Parts {
    /// The parts but one.
    fileprivate func without(_ id: String) -> Parts {
        var rest = Parts()
        for entry in all where entry.id != id { _ = rest.insert(entry.part, id: entry.id) }
        return rest
    }
}
