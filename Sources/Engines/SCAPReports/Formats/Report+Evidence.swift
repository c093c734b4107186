import XCCDF

extension Report {
    /// What speaks for a rule's outcome, as short lines for formats without structure.
    func evidence(_ rule: ReportRule) -> [String] {
        var lines = rule.messages
        for finding in rule.findings {
            lines.append("\(finding.comment.isEmpty ? finding.test : finding.comment): \(finding.verdict)")
            if !finding.lookedFor.isEmpty {
                lines.append("  looked for: \(finding.lookedFor.joined(separator: "; "))")
            }
            if !finding.expected.isEmpty {
                lines.append("  expected: \(finding.expected.joined(separator: "; "))")
            }
            if finding.observations.isEmpty { lines.append("  seen: nothing") }
            for observation in finding.observations { lines.append("  seen: \(observation.sentence)") }
            lines += finding.messages.map { "  \($0)" }
        }
        return lines
    }
}

extension Observation {
    /// `path:line name=value …`, on one line.
    var sentence: String {
        var parts: [String] = []
        if let path { parts.append(line.map { "\(path):\($0)" } ?? path) }
        let hidden: Set<String> = path == nil ? [] : ["filepath", "path", "filename", "line"]
        parts += fields.filter { !hidden.contains($0.name) }.map { "\($0.name)=\($0.value)" }
        return parts.joined(separator: " ").split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
