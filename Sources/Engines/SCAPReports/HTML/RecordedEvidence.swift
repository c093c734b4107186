import OVAL
import XCCDF

/// Why definitions came to their verdicts, found again in recorded results.
struct RecordedEvidence {
    private let tests: [String: TestOutcome]
    private let outcomes: [String: DefinitionOutcome]
    private let items: [Int: CollectedItem]
    private let definitions: Definitions?

    init(_ results: SystemResults, _ definitions: Definitions?) {
        tests = Dictionary(results.tests.map { ($0.id, $0) }) { first, _ in first }
        outcomes = Dictionary(results.definitions.map { ($0.id, $0) }) { first, _ in first }
        items = Dictionary(results.characteristics.items.map { ($0.number, $0) }) { first, _ in first }
        self.definitions = definitions
    }

    /// The tests that brought a definition to its verdict.
    ///
    /// Of a fault that was found, those that hold speak; of all else those that do not.
    func findings(_ outcome: DefinitionOutcome) -> [Finding] {
        let isFault = outcome.definitionClass == .patch || outcome.definitionClass == .vulnerability
        let speaksWhenTrue = isFault && outcome.verdict == .true
        if outcome.verdict == .true, !speaksWhenTrue { return [] }
        var seen: Set<String> = [outcome.id]
        var found: [String] = []
        if let criteria = outcome.criteria { gather(criteria, speaksWhenTrue, &seen, &found) }
        return found.prefix(OVALResultsReader.testLimit).compactMap { tests[$0].map(finding) }
    }

    private func gather(
        _ criteria: CriteriaOutcome, _ speaksWhenTrue: Bool, _ seen: inout Set<String>,
        _ found: inout [String]
    ) {
        for node in criteria.nodes where (node.verdict == .true) == speaksWhenTrue {
            switch node {
            case .criteria(let inner): gather(inner, speaksWhenTrue, &seen, &found)
            case .test(let reference): if seen.insert(reference.id).inserted { found.append(reference.id) }
            case .definition(let reference):
                guard seen.insert(reference.id).inserted, let inner = outcomes[reference.id]?.criteria else {
                    continue
                }
                gather(inner, speaksWhenTrue, &seen, &found)
            }
        }
    }

    private func finding(_ outcome: TestOutcome) -> Finding {
        let test = definitions?.tests[outcome.id]
        var finding = Finding(
            test: outcome.id, comment: test?.comment ?? "", verdict: outcome.verdict.rawValue)
        finding.messages = outcome.messages
        finding.itemCount = outcome.items.count
        let failing = outcome.items.filter { $0.verdict != .true }
        let holding = outcome.items.filter { $0.verdict == .true }
        finding.observations = (failing + holding).prefix(OVALResultsReader.itemLimit).compactMap { tested in
            guard let item = items[tested.item] else { return nil }
            let fields = item.item.fields.filter { $0.status == .exists }.map { field in
                let isMasked = item.masked.contains(field.name)
                return Observation.Field(
                    name: field.name.text,
                    value: isMasked ? "(masked)" : OVALTexts.shortened(field.value.text))
            }
            return Observation(verdict: tested.verdict.rawValue, fields: fields)
        }
        return finding
    }
}
