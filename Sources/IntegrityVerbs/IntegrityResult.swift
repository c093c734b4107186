public import Bytes
public import FileIntegrity

/// What a verb found, in the forms that `-o` names.
public struct IntegrityResult: Sendable {
    /// The outcome, for AIDE's own reports.
    public let outcome: IntegrityOutcome
    /// The configuration by which it was found.
    public let configuration: Configuration
    /// The files that are not as they were.
    public internal(set) var findings: [IntegrityFinding]
    /// Whether it was asked who is answerable for the findings.
    public internal(set) var isExplained = false
    /// What is wrong with the baseline itself.
    public var baseline: [BaselineFinding] = []

    init(outcome: IntegrityOutcome, configuration: Configuration) {
        self.outcome = outcome
        self.configuration = configuration
        findings = outcome.action == .initialize ? [] : IntegrityFinding.all(outcome, configuration.dialect)
    }

    /// What could not be looked at, a sentence each.
    public var problems: [String] { outcome.problems.map(\.message) + outcome.warnings }

    /// Files whose content changed although their times say otherwise, a sentence each.
    public var hidden: [String] { outcome.index?.hidden.map(\.message) ?? [] }

    /// 0 when everything is as it was, 2 when something differs or the baseline is not what was signed, 3 when something could not be looked at and
    /// nothing else differs.
    public var exitCode: Int32 {
        if !findings.isEmpty || !baseline.isEmpty || !hidden.isEmpty { return 2 }
        return outcome.problems.isEmpty ? 0 : 3
    }

    /// The findings as an object with the numbers of each kind.
    public var json: JSON {
        .object(
            JSONObject([
                ("total", .int(Int64(outcome.total))), ("added", .int(Int64(count(.added)))),
                ("removed", .int(Int64(count(.removed)))), ("changed", .int(Int64(count(.changed)))),
                ("unexplained", .int(Int64(unexplained.count))),
                ("findings", .array(findings.map(\.json))),
                ("baseline", .array(baseline.map { .string($0.sentence) })),
                ("hidden", .array(hidden.map { .string(PlainText.escaped($0)) })),
                ("problems", .array(problems.map { .string(PlainText.escaped($0)) })),
            ]))
    }

    /// One line for a person: how much was looked at and what came of it.
    public var summary: String {
        let numbers = "\(outcome.total) entries"
        if outcome.action == .initialize { return numbers }
        if findings.isEmpty { return "\(numbers), none differs" }
        let kinds = "\(count(.added)) added, \(count(.removed)) removed, \(count(.changed)) changed"
        return "\(numbers): \(kinds)" + (isExplained ? "; \(unexplained.count) unexplained" : "")
    }

    private func count(_ kind: IntegrityFinding.Kind) -> Int { findings.count { $0.kind == kind } }
}
