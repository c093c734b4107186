import Testing

@testable import OVAL

@Suite("Evaluation")
struct EvaluatorTests {
    private let found = ["oval:x:obj:1": Collected.found([thing("a"), thing("b")])]

    @Test("a missing object makes none_exist and any_exist true and the others false")
    func missingObject() throws {
        for existence in Existence.allCases {
            let document = OVALDocument.testing(
                checks: "check=\"all\" check_existence=\"\(existence.rawValue)\"")
            #expect(try document.verdict() == Verdict(existence == .none || existence == .any))
        }
    }

    @Test(
        "the object's flag decides before any item does",
        arguments: [
            (.error, .error), (.notCollected, .unknown), (.notApplicable, .notApplicable),
            (.incomplete, .unknown),
        ] as [(CollectionFlag, Verdict)])
    func flags(flag: CollectionFlag, expected: Verdict) throws {
        let things = ["oval:x:obj:1": Collected(flag)]
        #expect(try OVALDocument.testing().verdict(things) == expected)
        let any = "check=\"all\" check_existence=\"any_exist\""
        #expect(try OVALDocument.testing(checks: any).verdict(things) == .true)
        #expect(
            try OVALDocument.testing(checks: any, state: "<t:name>a</t:name>").verdict(things) == expected)
    }

    @Test("an incomplete collection decides only what no further item can change")
    func incomplete() throws {
        let things = ["oval:x:obj:1": Collected(.incomplete, items: [thing("a"), thing("b")])]
        let equalsA = "<t:name>a</t:name>"
        let expected: [(String, Verdict)] = [
            ("all", .false), ("at least one", .true), ("none satisfy", .false), ("only one", .unknown),
        ]
        for (check, verdict) in expected {
            #expect(
                try OVALDocument.testing(checks: "check=\"\(check)\"", state: equalsA).verdict(things)
                    == verdict)
        }
    }

    @Test(
        "entity_check combines the values of one item",
        arguments: [("all", .false), ("at least one", .true), ("none satisfy", .false), ("only one", .true)]
            as [(String, Verdict)])
    func entityCheck(check: String, expected: Verdict) throws {
        let document = OVALDocument.testing(state: #"<t:name entity_check="\#(check)">a</t:name>"#)
        #expect(try document.verdict(["oval:x:obj:1": .found([thing("a", "b")])]) == expected)
    }

    @Test("a state entity that the item lacks is unknown in a test and false in a filter")
    func absentEntity() throws {
        #expect(try OVALDocument.testing(state: "<t:other>a</t:other>").verdict(found) == .unknown)
        let filtered = OVALDocument.testing(
            object: #"<filter action="include">oval:x:ste:2</filter>"#,
            states: #"<t:thing_state id="oval:x:ste:2"><t:other>a</t:other></t:thing_state>"#)
        #expect(try filtered.verdict(found) == .false)
    }

    @Test("filters keep an item on which their state cannot be decided", arguments: ["include", "exclude"])
    func undecidedFilter(action: String) throws {
        let document = OVALDocument.testing(
            checks: "check=\"all\" check_existence=\"only_one_exists\"",
            object: #"<filter action="\#(action)">oval:x:ste:2</filter>"#,
            states:
                #"<t:thing_state id="oval:x:ste:2"><t:name operation="pattern match">([</t:name></t:thing_state>"#
        )
        #expect(try document.verdict(["oval:x:obj:1": .found([thing("a")])]) == .true)
    }

    @Test("a bad pattern in a state is an error; in an OR a true entity outweighs it")
    func badPattern() throws {
        let bad = #"<t:name operation="pattern match">([a-z</t:name>"#
        #expect(try OVALDocument.testing(state: bad).verdict(found) == .error)
        let either = OVALDocument.testing(
            state: bad + #"<t:name operation="pattern match">.</t:name>"#, operatorName: "OR")
        #expect(try either.verdict(found) == .true)
    }

    @Test("a bad pattern in an object makes the test an error that names the pattern")
    func badObject() throws {
        let document = OVALDocument.testing(object: #"<t:name operation="pattern match">([a-z</t:name>"#)
        let result = try document.evaluator(found).result(ofTest: "oval:x:tst:1")
        #expect(result.verdict == .error)
        #expect(result.messages.first?.contains("([a-z") == true)
    }

    @Test("a variable without values: its object does not exist, its state is an error")
    func emptyVariable() throws {
        let variable = #"<external_variable id="oval:x:var:1" version="1" datatype="string"/>"#
        let entity = #"<t:name var_ref="oval:x:var:1"/>"#
        #expect(try OVALDocument.testing(object: entity, variables: variable).verdict(found) == .false)
        #expect(try OVALDocument.testing(state: entity, variables: variable).verdict(found) == .error)
    }

    @Test("an external variable's values come from outside and must be possible")
    func externalVariable() throws {
        let document = OVALDocument.testing(
            checks: "check=\"at least one\"", state: #"<t:name var_ref="oval:x:var:1"/>"#,
            variables: """
                <external_variable id="oval:x:var:1" version="1" datatype="string">
                <possible_value hint="h">a</possible_value></external_variable>
                """)
        func verdict(_ value: String) throws -> Verdict {
            try document.evaluator(found, externalValues: ["oval:x:var:1": [value]]).verdict(
                ofDefinition: "oval:x:def:1")
        }
        #expect(try verdict("a") == .true)
        #expect(try verdict("b") == .error)
    }

    @Test(
        "object components, sets and variables reach the test",
        arguments: [("UNION", "3"), ("INTERSECTION", "1"), ("COMPLEMENT", "1")])
    func sets(operation: String, count: String) throws {
        var document = OVALDocument.testing(
            objects: """
                <t:thing_object id="oval:x:obj:2" version="1"/><t:thing_object id="oval:x:obj:3" version="1"/>
                <ind:variable_object id="oval:x:obj:4" version="1"><ind:var_ref>oval:x:var:1</ind:var_ref></ind:variable_object>
                """,
            states:
                #"<t:value_state id="oval:x:ste:1"><t:value datatype="int">\#(count)</t:value></t:value_state>"#,
            variables: """
                <local_variable id="oval:x:var:1" version="1" datatype="int"><count>
                <object_component object_ref="oval:x:obj:1" item_field="name"/></count></local_variable>
                """)
        document.objects = document.objects.replacing(
            #"<t:thing_object id="oval:x:obj:1" version="1"></t:thing_object>"#,
            with: """
                <t:thing_object id="oval:x:obj:1" version="1"><set set_operator="\(operation)">
                <object_reference>oval:x:obj:2</object_reference><object_reference>oval:x:obj:3</object_reference>
                </set></t:thing_object>
                """)
        document.tests = """
            <ind:variable_test id="oval:x:tst:1" version="1" check="all"><ind:object object_ref="oval:x:obj:4"/>
            <ind:state state_ref="oval:x:ste:1"/></ind:variable_test>
            """
        let things = [
            "oval:x:obj:2": Collected.found([thing("a"), thing("b")]),
            "oval:x:obj:3": Collected.found([thing("b"), thing("c")]),
        ]
        #expect(try document.verdict(things) == .true)
    }

    @Test("what no probe serves is not evaluated, whatever the existence check, and is named")
    func unsupported() throws {
        let evaluator = Evaluator(
            try OVALDocument.testing(checks: "check=\"all\" check_existence=\"any_exist\"").parsed(),
            collector: Collector(probes: []))
        #expect(evaluator.verdict(ofDefinition: "oval:x:def:1") == .notEvaluated)
        #expect(evaluator.unsupportedObjects == ["thing_object"])
    }

    @Test("everything is collected once")
    func memo() throws {
        let probe = ThingProbe(found)
        var document = OVALDocument.testing(state: "<t:name>a</t:name>")
        document.definitions += OVALDocument.definition(
            2, #"<extend_definition definition_ref="oval:x:def:1" negate="true"/>"#)
        let evaluator = Evaluator(try document.parsed(), collector: Collector(probes: [probe]))
        #expect(evaluator.verdict(ofDefinition: "oval:x:def:2") == .true)
        #expect(evaluator.verdict(ofDefinition: "oval:x:def:1") == .false)
        #expect(probe.queries.count == 1)
        #expect(probe.queries.first?.neededFields == ["name"])
    }

    @Test("evidence shows the failing test, what it wants and the items that fail, masked where asked")
    func evidence() throws {
        let document = OVALDocument.testing(state: "<t:name>a</t:name>")
        let test = try #require(
            try document.evaluator(found).evidence(ofDefinition: "oval:x:def:1").tests.first)
        #expect(test.expected == [#"name equals "a""#])
        #expect(test.items.map(\.verdict) == [.false, .true])
        #expect(test.items.first?.observed.first?.value == "b")
        let secret = OVALDocument.testing(state: #"<t:name mask="true">a</t:name>"#)
        let masked = try #require(
            try secret.evaluator(found).evidence(ofDefinition: "oval:x:def:1").tests.first)
        #expect(masked.items.first?.observed.first?.value == "(masked)")
        #expect(!masked.expected.joined().contains("\"a\""))
    }
}
