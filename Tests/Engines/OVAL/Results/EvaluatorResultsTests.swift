import Testing

@testable import OVAL

@Suite("What a results document tells after a scan")
struct EvaluatorResultsTests {
    @Test("every node of a definition has its result, negated where the node says so")
    func criteria() throws {
        var document = OVALDocument.testing(state: "<t:name>a</t:name>")
        document.definitions += OVALDocument.definition(
            2,
            """
            <criterion test_ref="oval:x:tst:1" negate="true" applicability_check="true"/>
            <criteria operator="OR" negate="true"><extend_definition definition_ref="oval:x:def:1"/></criteria>
            """, attributes: #"operator="XOR""#)
        let evaluator = try document.evaluator(["oval:x:obj:1": .found([thing("a")])])
        _ = evaluator.verdict(ofDefinition: "oval:x:def:2")
        let results = evaluator.results()
        #expect(results.definitions.map(\.id) == ["oval:x:def:1", "oval:x:def:2"])
        let criteria = try #require(results.definitions.last?.criteria)
        #expect(criteria.combination == .xor)
        #expect(criteria.verdict == .false)
        #expect(criteria.nodes.map(\.verdict) == [.false, .false])
        guard case .test(let reference) = criteria.nodes[0] else { throw Surprise() }
        #expect(reference.negate && reference.applicabilityCheck)
        guard case .criteria(let inner) = criteria.nodes[1], case .definition(let extended) = inner.nodes[0]
        else { throw Surprise() }
        #expect(inner.negate && extended.verdict == .true && extended.version == 1)
    }

    private struct Surprise: Error {}

    @Test("what was not evaluated is not told")
    func partial() throws {
        var document = OVALDocument.testing(state: "<t:name>a</t:name>")
        document.definitions += OVALDocument.definition(2, #"<criterion test_ref="oval:x:tst:2"/>"#)
        document.tests += #"<unknown_test id="oval:x:tst:2" version="1" check="all" comment="c"/>"#
        let evaluator = try document.evaluator()
        _ = evaluator.verdict(ofDefinition: "oval:x:def:2")
        let results = evaluator.results()
        #expect(results.definitions.map(\.id) == ["oval:x:def:2"])
        #expect(results.tests.map(\.id) == ["oval:x:tst:2"])
        #expect(results.characteristics.objects.isEmpty)
    }

    @Test("an item that two objects found has one number")
    func sharedItems() throws {
        let set = """
            <set><object_reference>oval:x:obj:2</object_reference>
            <object_reference>oval:x:obj:3</object_reference></set>
            """
        let others = #"<t:thing_object id="oval:x:obj:2"/><t:thing_object id="oval:x:obj:3" comment="c"/>"#
        let document = OVALDocument.testing(state: "<t:name>b</t:name>", object: set, objects: others)
        let evaluator = try document.evaluator([
            "oval:x:obj:2": .found([thing("a"), thing("b")]),
            "oval:x:obj:3": .found([thing("b"), thing("c")]),
        ])
        _ = evaluator.verdict(ofDefinition: "oval:x:def:1")
        let results = evaluator.results()
        #expect(results.characteristics.objects.map(\.items) == [[1, 2, 3], [1, 2], [2, 3]])
        #expect(results.characteristics.items.map(\.number) == [1, 2, 3])
        #expect(results.characteristics.items.allSatisfy { $0.family == "things" })
        #expect(
            results.tests.first?.items
                == [
                    .init(item: 1, verdict: .false), .init(item: 2, verdict: .true),
                    .init(item: 3, verdict: .false),
                ])
    }

    @Test("without a state no item is evaluated")
    func noState() throws {
        let evaluator = try OVALDocument.testing().evaluator(["oval:x:obj:1": .found([thing("a")])])
        _ = evaluator.verdict(ofDefinition: "oval:x:def:1")
        #expect(evaluator.results().tests.first?.items == [TestedItem(item: 1, verdict: .notEvaluated)])
    }

    @Test("a test and an object tell the values of the variables that they name")
    func variables() throws {
        let variables = #"<external_variable id="oval:x:var:1" datatype="string"/>"#
        let document = OVALDocument.testing(
            state: #"<t:name var_ref="oval:x:var:1"/>"#, object: #"<t:name var_ref="oval:x:var:1"/>"#,
            variables: variables)
        let evaluator = try document.evaluator(externalValues: ["oval:x:var:1": ["a", "b"]])
        _ = evaluator.verdict(ofDefinition: "oval:x:def:1")
        let values = ["a", "b"].map { VariableValue(variable: "oval:x:var:1", text: $0) }
        #expect(evaluator.results().tests.first?.variables == values)
        #expect(evaluator.results().characteristics.objects.first?.variables == values)
    }

    @Test("probes are asked for whole items only when they are wanted")
    func wholeItems() throws {
        let definitions = try OVALDocument.testing(state: "<t:name>a</t:name>").parsed()
        for collectsWholeItems in [false, true] {
            let probe = ThingProbe([:])
            let evaluator = Evaluator(
                definitions, collector: Collector(probes: [probe]), collectsWholeItems: collectsWholeItems)
            _ = evaluator.verdict(ofDefinition: "oval:x:def:1")
            #expect(probe.queries.map(\.neededFields) == [collectsWholeItems ? nil : ["name"]])
        }
    }
}
