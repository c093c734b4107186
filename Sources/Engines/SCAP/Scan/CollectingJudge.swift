import OVAL
import XCCDF

/// Decides definitions by collecting from the machine.
struct CollectingJudge: DefinitionJudge {
    private let engine: Evaluator

    /// - Parameter collectsWholeItems: whether documents of results will be asked for.
    init(
        _ definitions: Definitions, variables: [String: [String]], collector: Collector, now: Int64,
        collectsWholeItems: Bool = false
    ) {
        engine = Evaluator(
            definitions, collector: collector, externalValues: variables, now: now,
            collectsWholeItems: collectsWholeItems)
    }

    var evaluator: Evaluator? { engine }

    func judge(_ definition: String) -> (verdict: OVAL.Verdict, messages: [String]) {
        let result = engine.result(ofDefinition: definition)
        return (result.verdict, result.message.map { [$0] } ?? [])
    }

    func findings(_ definition: String) -> [Finding] {
        engine.evidence(ofDefinition: definition).tests.map(Finding.init)
    }
}
