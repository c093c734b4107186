import Bytes
import Capability
import Rehearsal
import XCCDF

/// What `martlet compliance remediate` prints.
struct RepairReport {
    private var rows: [(rule: RuleResult, title: String, result: RuleRepair.Result)] = []

    /// Adds what became of a rule that failed.
    mutating func add(_ rule: RuleResult, _ title: String, _ result: RuleRepair.Result) {
        rows.append((rule, title, result))
    }

    /// The rules, then for a person what changes in which file.
    func text(_ format: OutputFormat) -> String {
        guard format == .table else { return format.render(json) }
        var table = TextTable(["RULE", "REPAIR", "SEVERITY", "FILES", "TITLE"])
        for row in rows {
            table.add([
                ComplianceNames.dnsName(row.rule.ruleID), row.result.state.rawValue,
                row.rule.severity.rawValue, String(row.result.changes.count), row.title,
            ])
        }
        var text = table.text
        for row in rows where !row.result.changes.isEmpty || row.result.state == .scriptFails {
            text += "\n# \(row.rule.ruleID)\n"
            if row.result.state == .scriptFails || row.result.state == .rolledBack {
                for line in row.result.output.split(separator: "\n").suffix(5) { text += "# | \(line)\n" }
            }
            for change in row.result.changes { text += change.text }
        }
        return text
    }

    /// 2 while a rule still fails, or would after the repair; 0 when none does.
    var isGood: Bool {
        rows.allSatisfy { $0.result.state == .repaired || $0.result.state == .wouldPass }
    }

    private var json: JSON {
        .array(
            rows.map { row in
                [
                    "id": .string(row.rule.ruleID), "title": .string(row.title),
                    "severity": .string(row.rule.severity.rawValue),
                    "repair": .string(row.result.state.rawValue), "output": .string(row.result.output),
                    "changes": .array(
                        row.result.changes.map { change in
                            [
                                "path": .string(change.path), "kind": .string(change.kind.rawValue),
                                "difference": .string(change.text),
                            ]
                        }),
                ]
            })
    }
}
