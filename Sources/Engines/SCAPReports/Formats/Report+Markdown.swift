import Bytes
import XCCDF

extension Report {
    /// A summary in Markdown for a merge request or a chat: the score, the counts and what needs attention.
    ///
    /// - Parameter limit: The most rules that are listed.
    public func markdown(limit: Int = 50) -> [UInt8] {
        var lines = ["# \(MarkdownText.escaped(title.isEmpty ? benchmarkID : title))", ""]
        lines.append("- Machine: \(MarkdownText.escaped(target))")
        if let profileID {
            let name = profileTitle.isEmpty ? profileID : "\(profileTitle) (\(profileID))"
            lines.append("- Profile: \(MarkdownText.escaped(name))")
        }
        if !endTime.isEmpty { lines.append("- Finished: \(MarkdownText.escaped(endTime))") }
        if let score {
            lines.append("- Score: **\(Self.short(score.value)) / \(Self.short(score.maximum))**")
        }
        lines += ["", "| Result | Rules |", "|---|---:|"]
        let counts = counts
        for outcome in Outcome.allCases where outcome != .notSelected {
            guard let count = counts[outcome] else { continue }
            lines.append("| \(outcome.text(.english)) | \(count) |")
        }
        let bad = Severity.allCases.reversed().flatMap { severity in
            rules.filter { $0.needsAttention && $0.severity == severity }
        }
        if !bad.isEmpty {
            lines += [
                "", "## Needs attention", "", "| Severity | Result | Rule | Evidence |", "|---|---|---|---|",
            ]
            for rule in bad.prefix(limit) {
                let name = MarkdownText.escaped(rule.title.isEmpty ? rule.id : rule.title)
                let seen = evidence(rule).prefix(4).map { MarkdownText.escaped($0.trimmingLeadingSpace) }
                let cells = [
                    rule.severity.rawValue, rule.outcome.text(.english), name, seen.joined(separator: "<br>"),
                ]
                lines.append("| \(cells.joined(separator: " | ")) |")
            }
            if bad.count > limit { lines += ["", "… and \(bad.count - limit) more."] }
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
}

extension String {
    fileprivate var trimmingLeadingSpace: String { String(drop(while: \.isWhitespace)) }
}
