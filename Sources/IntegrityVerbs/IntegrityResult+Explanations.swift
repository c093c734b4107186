public import ChangeExplanation
import FileIntegrity

extension IntegrityResult {
    /// Tells of each finding whether somebody is answerable for it.
    public mutating func explain(by explainer: ChangeExplainer) {
        let differences = outcome.differences
        var known: [[UInt8]: Explanation] = [:]
        for (difference, explanation) in zip(differences, explainer.explanations(of: differences)) {
            known[difference.path] = explanation
        }
        // The findings are the listed differences, in their order.
        let listed = ListedDifference.all(outcome, configuration.dialect)
        for (index, listed) in zip(findings.indices, listed) {
            findings[index].explanation = known[listed.path]
        }
        isExplained = true
    }

    /// The findings that nobody is answerable for.
    public var unexplained: [IntegrityFinding] { findings.filter { !$0.isExplained } }

    /// The result without the findings that somebody is answerable for.
    public var withoutExplained: IntegrityResult {
        var copy = self
        copy.findings = unexplained
        return copy
    }
}

extension IntegrityFinding {
    /// Whether somebody is answerable for the change.
    public var isExplained: Bool { explanation?.isExplained ?? false }
}
