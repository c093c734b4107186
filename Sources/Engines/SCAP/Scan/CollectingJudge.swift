import OVAL
import XCCDF

/// Decides definitions by collecting from the machine.
struct CollectingJudge: DefinitionJudge {
    private let evaluator: Evaluator

    init(_ definitions: Definitions, variables: [String: [String]], collector: Collector, now: Int64) {
        evaluator = Evaluator(definitions, collector: collector, externalValues: variables, now: now)
    }

    func judge(_ definition: String) -> (verdict: OVAL.Verdict, messages: [String]) {
        let result = evaluator.result(ofDefinition: definition)
        return (result.verdict, result.message.map { [$0] } ?? [])
    }

    func findings(_ definition: String) -> [Finding] {
        evaluator.evidence(ofDefinition: definition).tests.map(Finding.init)
    }
}
