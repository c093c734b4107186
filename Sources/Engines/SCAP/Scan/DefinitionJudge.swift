import OVAL
import XCCDF

/// Decides OVAL definitions of one document on one machine, under one set of external variables.
protocol DefinitionJudge {
    /// The verdict on a definition, and what was seen or went wrong, one sentence each.
    func judge(_ definition: String) -> (verdict: OVAL.Verdict, messages: [String])

    /// What speaks against a definition; empty when nothing does.
    func findings(_ definition: String) -> [Finding]

    /// What decides, for documents of results; nil when there is nothing to tell.
    var evaluator: Evaluator? { get }
}

extension DefinitionJudge {
    func findings(_ definition: String) -> [Finding] { [] }

    var evaluator: Evaluator? { nil }
}

/// Makes the judge of a document under values for its external variables.
typealias JudgeMaker = (Definitions, [String: [String]]) -> any DefinitionJudge
