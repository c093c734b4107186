public import Bytes
import SCAP
import XCCDF

/// The rules of a benchmark under a profile: `martlet compliance rules`.
public struct RuleCatalogue: Sendable {
    /// One rule.
    public struct Row: Sendable, Equatable {
        /// The id.
        public var id: String
        /// Whether the profile selects it.
        public var isSelected: Bool
        /// How bad a failure is under the profile.
        public var severity: Severity
        /// The name for people.
        public var title: String
        /// Its names in other systems.
        public var identifiers: [String]
        /// The kinds of repair that the content has for it.
        public var fixSystems: [String]
    }

    /// The rules in document order.
    public let rows: [Row]

    /// Lists the rules that a profile selects, or all of them.
    public init(_ benchmark: Benchmark, under profile: ResolvedProfile, includingUnselected: Bool = false) {
        rows = benchmark.rules.indices.compactMap { index in
            let rule = benchmark.rules[index]
            guard includingUnselected || profile.ruleIsSelected[index] else { return nil }
            var systems: [String] = []
            for fix in rule.fixes where !systems.contains(fix.system) { systems.append(fix.system) }
            return Row(
                id: rule.id, isSelected: profile.ruleIsSelected[index],
                severity: profile.rules[index].severity, title: rule.title,
                identifiers: rule.idents.map(\.text), fixSystems: systems)
        }
    }

    /// The rules whose id is a text, or whose id without the part that all share is.
    public func named(_ name: String) -> [Row] {
        rows.filter { $0.id == name || $0.id.hasSuffix("_rule_\(name)") }
    }

    /// The rules as a list.
    public var json: JSON {
        .array(
            rows.map { row in
                [
                    "id": .string(row.id), "selected": .bool(row.isSelected),
                    "severity": .string(row.severity.rawValue), "title": .string(row.title),
                    "identifiers": .array(row.identifiers.map(JSON.string)),
                    "fixes": .array(row.fixSystems.map(JSON.string)),
                ]
            })
    }
}
