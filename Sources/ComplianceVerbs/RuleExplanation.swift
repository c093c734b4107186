import XCCDF

/// Why a rule came out as it did, in words: `martlet compliance explain RULE`.
public struct RuleExplanation: Sendable {
    private let rule: Rule
    private let result: RuleResult

    /// Explains a rule's result.
    public init(_ result: RuleResult, of benchmark: Benchmark) {
        self.result = result
        rule = benchmark.rules[result.ruleIndex]
    }

    /// Lines for a person: the outcome, then each test that speaks against the rule with what it looked for, what
    /// it expected and what was there.
    public var text: String {
        var lines = ["\(rule.title)", "  rule: \(rule.id)", "  result: \(Self.sentence(result.outcome))"]
        lines.append("  severity: \(result.severity.rawValue)")
        for message in result.messages { lines.append("  note: \(message)") }
        for finding in result.findings { lines += Self.lines(finding) }
        if result.findings.isEmpty, [.fail, .error, .unknown].contains(result.outcome),
            result.messages.isEmpty
        {
            lines.append("  The checking system gave no reason.")
        }
        return lines.map(Self.inert).joined(separator: "\n") + "\n"
    }

    private static func sentence(_ outcome: Outcome) -> String {
        switch outcome {
        case .pass: "pass: the machine is as the rule asks"
        case .fail: "fail: the machine is not as the rule asks"
        case .error: "error: the check could not be carried out"
        case .unknown: "unknown: the check could not decide"
        case .notApplicable: "notapplicable: the rule is not for this machine"
        case .notChecked: "notchecked: no check could be asked"
        case .notSelected: "notselected: the profile leaves the rule out"
        case .informational: "informational: the check only informs"
        case .fixed: "fixed: the machine was not as the rule asks and has been repaired"
        }
    }

    private static func lines(_ finding: Finding) -> [String] {
        var lines = ["  test \(finding.test) is \(finding.verdict): \(finding.comment)"]
        for wanted in finding.lookedFor { lines.append("    looked for: \(wanted)") }
        for wanted in finding.expected { lines.append("    expected: \(wanted)") }
        if finding.itemCount == 0 { lines.append("    observed: nothing was found") }
        for observation in finding.observations {
            let fields = observation.fields.filter { $0.name != "line" }.map { "\($0.name)=\($0.value)" }
            let place = observation.path.map { path in
                observation.line.map { "\(path):\($0): " } ?? "\(path): "
            }
            lines.append("    observed: \(place ?? "")\(fields.joined(separator: ", "))")
        }
        let hidden = finding.itemCount - finding.observations.count
        if hidden > 0, !finding.observations.isEmpty { lines.append("    … and \(hidden) more") }
        for message in finding.messages { lines.append("    note: \(message)") }
        return lines
    }

    /// Control characters of scanned files are shown, not obeyed.
    private static func inert(_ line: String) -> String {
        String(
            String.UnicodeScalarView(
                line.unicodeScalars.map { scalar in
                    let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
                    return isControl ? "·" : scalar
                }))
    }
}
