import Testing

@testable import OVAL

@Suite("Directives say what a results document tells")
struct DirectivesTests {
    private static func document(_ body: String) -> [UInt8] {
        Array(
            """
            <oval_directives xmlns="http://oval.mitre.org/XMLSchema/oval-directives-5"
            xmlns:r="http://oval.mitre.org/XMLSchema/oval-results-5"><generator/>\(body)</oval_directives>
            """.utf8)
    }

    private static let elements = """
        <r:definition_true reported="false"/><r:definition_false reported="true" content="thin"/>
        <r:definition_unknown reported="1"/><r:definition_error reported="true" content="full"/>
        <r:definition_not_evaluated reported="0"/><r:definition_not_applicable reported="true"/>
        """

    @Test("a file is read with its classes")
    func reading() throws {
        let directives = try Directives(
            bytes: Self.document(
                """
                <directives include_source_definitions="false">\(Self.elements)</directives>
                <class_directives class="patch"><r:definition_true reported="true" content="thin"/>
                </class_directives>
                """), name: "d.xml")
        #expect(!directives.includesSourceDefinitions)
        #expect(
            directives.general == [.false: .thin, .unknown: .full, .error: .full, .notApplicable: .full])
        #expect(directives.content(of: .true, .patch) == .thin)
        #expect(directives.content(of: .false, .patch) == nil)
        #expect(directives.content(of: .false, .compliance) == .thin)
        #expect(directives.content(of: .false, nil) == .thin)
    }

    @Test(
        "a wrong file is refused with the place and the reason",
        arguments: [
            ("", #"oval_directives has no element "directives""#),
            ("<directives><r:definition_maybe reported='true'/></directives>", "definition_maybe"),
            ("<directives><r:definition_true/></directives>", #"no attribute "reported""#),
            (
                "<directives><r:definition_true reported='true' content='fat'/></directives>",
                #"unknown content "fat""#
            ),
            ("<directives/><class_directives class='vegetable'/>", #"unknown class "vegetable""#),
        ])
    func refusals(body: String, reason: String) {
        #expect {
            try Directives(bytes: Self.document(body), name: "d.xml")
        } throws: {
            "\($0)".hasPrefix("d.xml:") && "\($0)".contains(reason)
        }
    }

    private static func results(_ directives: Directives) throws -> SystemResults {
        var document = OVALDocument.testing(
            state: #"<t:name var_ref="oval:x:var:1"/>"#,
            objects: #"<t:thing_object id="oval:x:obj:2"/><t:thing_object id="oval:x:obj:3"/>"#,
            variables: """
                <local_variable id="oval:x:var:1" datatype="string"><object_component
                object_ref="oval:x:obj:2" item_field="name"/></local_variable>
                """)
        document.tests += """
            <t:thing_test id="oval:x:tst:2" check="all" comment="c"><t:object object_ref="oval:x:obj:3"/>
            </t:thing_test>
            """
        document.definitions +=
            OVALDocument.definition(2, #"<criterion test_ref="oval:x:tst:2"/>"#)
            + OVALDocument.definition(3, #"<extend_definition definition_ref="oval:x:def:2" negate="true"/>"#)
        let evaluator = try document.evaluator([
            "oval:x:obj:1": .found([thing("a")]), "oval:x:obj:2": .found([thing("b")]),
            "oval:x:obj:3": .found([thing("c")]),
        ])
        for id in evaluator.definitions.order { _ = evaluator.verdict(ofDefinition: id) }
        return evaluator.results().reported(under: directives, of: evaluator.definitions)
    }

    @Test("full results keep what their tests need, thin ones the verdict alone")
    func reported() throws {
        var directives = Directives(.thin)
        let thin = try Self.results(directives)
        #expect(thin.definitions.map(\.verdict) == [.false, .true, .false])
        #expect(thin.definitions.allSatisfy { $0.criteria == nil })
        #expect(
            thin.tests.isEmpty && thin.characteristics.objects.isEmpty && thin.characteristics.items.isEmpty)

        directives.general = [.true: .full]
        let held = try Self.results(directives)
        #expect(held.definitions.map(\.id) == ["oval:x:def:2"])
        #expect(held.tests.map(\.id) == ["oval:x:tst:2"])
        #expect(held.characteristics.objects.map(\.id) == ["oval:x:obj:3"])
        #expect(held.characteristics.items.map(\.item) == [thing("c")])

        let full = try Self.results(Directives(.full))
        #expect(full.characteristics.items.count == 3)
    }

    @Test("a definition that a reported one extends stays, thin, and a variable's object with its test")
    func extended() throws {
        var directives = Directives(.full)
        directives.general = [.false: .full]
        let results = try Self.results(directives)
        #expect(results.definitions.map(\.id) == ["oval:x:def:1", "oval:x:def:2", "oval:x:def:3"])
        #expect(results.definitions.map { $0.criteria == nil } == [false, true, false])
        #expect(results.tests.map(\.id) == ["oval:x:tst:1"])
        #expect(results.characteristics.objects.map(\.id) == ["oval:x:obj:1", "oval:x:obj:2"])
    }
}
