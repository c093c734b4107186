import OVAL
import XCCDF

/// Decides definitions by collecting from the machine.
final class CollectingJudge: DefinitionJudge {
    private let engine: Evaluator
    /// What was asked and answered.
    private var answers: [String: Answer] = [:]
    private var found: [String: [Finding]] = [:]

    private struct Answer: Equatable {
        let verdict: OVAL.Verdict
        let messages: [String]
    }

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
        let answer = answers[definition] ?? ask(definition)
        answers[definition] = answer
        return (answer.verdict, answer.messages)
    }

    func findings(_ definition: String) -> [Finding] {
        if let known = found[definition] { return known }
        let findings = engine.evidence(ofDefinition: definition).tests.map(Finding.init)
        found[definition] = findings
        return findings
    }

    /// Begins another scan of the machine; false when every question that was asked has the same answer and the same
    /// findings as before.
    func renew(collector: Collector, now: Int64) -> Bool {
        var hasChanged = false
        for definition in engine.renew(collector: collector, now: now) {
            if let answer = answers.removeValue(forKey: definition) {
                let new = ask(definition)
                answers[definition] = new
                if new != answer { hasChanged = true }
            }
            if let old = found.removeValue(forKey: definition), findings(definition) != old {
                hasChanged = true
            }
        }
        return hasChanged
    }

    /// Works out what the next scan needs.
    func prepareRenewal() { engine.prepareRenewal() }

    private func ask(_ definition: String) -> Answer {
        let result = engine.result(ofDefinition: definition)
        return Answer(verdict: result.verdict, messages: result.message.map { [$0] } ?? [])
    }
}
