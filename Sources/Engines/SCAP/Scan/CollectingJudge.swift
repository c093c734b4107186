import OVAL

/// Decides definitions by collecting from the machine.
struct CollectingJudge: DefinitionJudge {
    init(_ definitions: Definitions, variables: [String: [String]], collector: Collector) {}

    func judge(_ definition: String) -> (verdict: OVAL.Verdict, messages: [String]) {
        (.notEvaluated, ["OVAL definitions are not evaluated in this build."])
    }
}
