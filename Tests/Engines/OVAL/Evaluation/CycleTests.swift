import Testing

@testable import OVAL

@Suite("Cycles and deep chains")
struct CycleTests {
    @Test("definitions that extend each other are not evaluated, and the cycle is named")
    func definitions() throws {
        var document = OVALDocument.testing()
        document.definitions =
            OVALDocument.definition(1, #"<extend_definition definition_ref="oval:x:def:2"/>"#)
            + OVALDocument.definition(2, #"<extend_definition definition_ref="oval:x:def:1"/>"#)
        let result = try document.evaluator().result(ofDefinition: "oval:x:def:1")
        #expect(result.verdict == .notEvaluated)
        #expect(
            result.message
                == #"test.xml: "oval:x:def:1" refers to itself through "oval:x:def:2"; the definition is not evaluated"#
        )
        #expect(try document.verdict(definition: 2) == .notEvaluated)
    }

    @Test("a variable that refers to itself is an error, not a crash")
    func variable() throws {
        let document = OVALDocument.testing(
            state: #"<t:name var_ref="oval:x:var:1"/>"#,
            variables: """
                <local_variable id="oval:x:var:1" version="1" datatype="string">
                <variable_component var_ref="oval:x:var:2"/></local_variable>
                <local_variable id="oval:x:var:2" version="1" datatype="string">
                <variable_component var_ref="oval:x:var:1"/></local_variable>
                """)
        let result = try document.evaluator(["oval:x:obj:1": .found([thing("a")])]).result(
            ofTest: "oval:x:tst:1")
        #expect(result.verdict == .error)
        #expect(result.messages.joined().contains("oval:x:var:2"))
    }

    @Test("an object cannot be looked for by a variable that refers to itself, even through a function")
    func variableOfObject() throws {
        let variables = """
            <local_variable id="oval:x:var:1" version="1" datatype="string"><concat>
            <literal_component>a</literal_component><variable_component var_ref="oval:x:var:2"/>
            </concat></local_variable>
            <local_variable id="oval:x:var:2" version="1" datatype="string">
            <variable_component var_ref="oval:x:var:1"/></local_variable>
            """
        let document = OVALDocument.testing(
            checks: #"check="all" check_existence="none_exist""#,
            object: #"<t:name var_ref="oval:x:var:1"/>"#, variables: variables)
        let result = try document.evaluator(["oval:x:obj:1": .found([])]).result(ofTest: "oval:x:tst:1")
        #expect(result.verdict == .error)
        #expect(result.messages.joined().contains("refers to itself"))
    }

    @Test("nor by a variable with more values than can be held")
    func boundedVariableOfObject() throws {
        let values = (1...100).map { "<value>\($0)</value>" }.joined()
        let parts = String(repeating: #"<variable_component var_ref="oval:x:var:2"/>"#, count: 12)
        let document = OVALDocument.testing(
            object: #"<t:name var_ref="oval:x:var:1"/>"#,
            variables: """
                <local_variable id="oval:x:var:1" version="1" datatype="string"><concat>\(parts)</concat></local_variable>
                <constant_variable id="oval:x:var:2" version="1" datatype="string">\(values)</constant_variable>
                """)
        #expect(try document.verdict() == .error)
    }

    @Test("an object that reaches itself through filter, state and variable is an error")
    func object() throws {
        let document = OVALDocument.testing(
            object: #"<filter>oval:x:ste:2</filter>"#,
            states: #"<t:thing_state id="oval:x:ste:2"><t:name var_ref="oval:x:var:1"/></t:thing_state>"#,
            variables: """
                <local_variable id="oval:x:var:1" version="1" datatype="string">
                <object_component object_ref="oval:x:obj:1" item_field="name"/></local_variable>
                """)
        let evaluator = try document.evaluator(["oval:x:obj:1": .found([thing("a")])])
        _ = evaluator.verdict(ofDefinition: "oval:x:def:1")
        #expect(evaluator.values(ofVariable: "oval:x:var:1").messages.joined().contains("refers to itself"))
    }

    @Test("a set that holds itself is an error")
    func set() throws {
        var document = OVALDocument.testing()
        document.objects = """
            <t:thing_object id="oval:x:obj:1" version="1"><set><object_reference>oval:x:obj:1</object_reference></set></t:thing_object>
            """
        #expect(try document.verdict() == .error)
    }

    @Test("a chain of fifty thousand definitions is refused without a crash")
    func deepChain() throws {
        var document = OVALDocument.testing()
        document.definitions = (1...50_000).map {
            OVALDocument.definition(
                $0, #"<extend_definition definition_ref="oval:x:def:\#($0 % 50_000 + 1)"/>"#)
        }.joined()
        #expect(try document.verdict() == .notEvaluated)
    }
}
