public import Bytes
import XCCDF

/// How two results of one benchmark differ, rule by rule: `martlet compliance diff A B`.
///
/// ```swift
/// let difference = ResultDifference(from: try ResultList(path: "monday.xml"), to: try ResultList(path: "today.xml"))
/// for change in difference.changes where change.kind == .broken { print(change.rule) }
/// ```
public struct ResultDifference: Sendable {
    /// What a change means to the person who answers for the machine.
    public enum Kind: String, Sendable, CaseIterable {
        /// The rule held and does not any more.
        case broken
        /// The rule did not hold and does now.
        case repaired
        /// The outcome is another one, neither better nor worse.
        case changed
        /// The rule is evaluated now and was not.
        case added
        /// The rule was evaluated and is not any more.
        case removed
    }

    /// One rule whose outcome differs.
    public struct Change: Sendable, Equatable {
        /// The rule's id.
        public var rule: String
        /// What the change means.
        public var kind: Kind
        /// The outcome before; nil when the rule was not evaluated.
        public var before: Outcome?
        /// The outcome after; nil when the rule is not evaluated.
        public var after: Outcome?
        /// How bad a failure is, as the later result has it.
        public var severity: Severity
        /// The rule's name for people; empty when neither result says it.
        public var title: String
    }

    /// The rules that differ, in the order of the later result; those that are gone come last.
    public let changes: [Change]
    /// How many rules have the same outcome in both.
    public let unchangedCount: Int

    /// Compares two results.
    public init(from before: ResultList, to after: ResultList) {
        var changes: [Change] = []
        var unchanged = 0
        for row in after.rows {
            let old = before[row.rule]
            if old?.outcome == row.outcome {
                unchanged += 1
                continue
            }
            changes.append(
                Change(
                    rule: row.rule, kind: Self.kind(old?.outcome, row.outcome), before: old?.outcome,
                    after: row.outcome, severity: row.severity, title: row.title))
        }
        for row in before.rows where after[row.rule] == nil {
            changes.append(
                Change(
                    rule: row.rule, kind: .removed, before: row.outcome, after: nil, severity: row.severity,
                    title: row.title))
        }
        self.changes = changes
        unchangedCount = unchanged
    }

    /// Whether a rule at or above a severity is broken.
    public func hasBroken(atLeast severity: Severity) -> Bool {
        let order = Severity.allCases
        let least = order.firstIndex(of: severity) ?? 0
        return changes.contains { $0.kind == .broken && (order.firstIndex(of: $0.severity) ?? 0) >= least }
    }

    /// The counts and the changes.
    public var json: JSON {
        var counts: JSON = ["unchanged": .int(Int64(unchangedCount))]
        for kind in Kind.allCases { counts[kind.rawValue] = .int(Int64(changes.count { $0.kind == kind })) }
        return [
            "counts": counts,
            "changes": .array(
                changes.map { change in
                    [
                        "rule": .string(change.rule), "change": .string(change.kind.rawValue),
                        "before": change.before.map { .string($0.rawValue) } ?? .null,
                        "after": change.after.map { .string($0.rawValue) } ?? .null,
                        "severity": .string(change.severity.rawValue), "title": .string(change.title),
                    ]
                }),
        ]
    }

    private static func kind(_ before: Outcome?, _ after: Outcome) -> Kind {
        guard let before else { return .added }
        let good: Set<Outcome> = [.pass, .fixed]
        if good.contains(before), after == .fail { return .broken }
        if before == .fail, good.contains(after) { return .repaired }
        return .changed
    }
}
