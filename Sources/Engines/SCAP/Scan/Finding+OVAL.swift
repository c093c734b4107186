import OVAL
import XCCDF

extension Finding {
    /// What an OVAL test says against a rule.
    init(_ test: TestEvidence) {
        self.init(test: test.id, comment: test.comment, verdict: test.verdict.rawValue)
        lookedFor = test.looksFor
        expected = test.expected
        if test.isNegated { expected.append("the opposite of this") }
        itemCount = test.itemCount
        observations = test.items.map { item in
            var fields = item.observed.map { Observation.Field(name: $0.name, value: $0.value) }
            if let line = item.line { fields.append(Observation.Field(name: "line", value: String(line))) }
            return Observation(verdict: item.verdict.rawValue, fields: fields)
        }
        messages = test.messages
    }
}
