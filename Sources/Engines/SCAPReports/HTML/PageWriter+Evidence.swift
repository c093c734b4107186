import XCCDF

extension PageWriter {
    /// Writes what was looked for and what was there.
    mutating func writeEvidence(messages: [String], _ findings: [Finding]) {
        guard !findings.isEmpty || !messages.isEmpty else { return }
        raw("<div class=\"evidence\"><h4>")
        phrase(.evidence)
        raw("</h4>\n")
        list(messages)
        for finding in findings {
            raw("<p><strong>")
            text(finding.comment.isEmpty ? finding.test : finding.comment)
            raw("</strong> <span class=\"dim\">(")
            text(finding.verdict)
            raw(")</span><br><span class=\"id\">")
            text(finding.test)
            raw("</span></p>\n")
            titled(.lookedFor, finding.lookedFor)
            titled(.expected, finding.expected)
            list(finding.messages)
            writeObservations(finding)
        }
        raw("</div>\n")
    }

    private mutating func list(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        raw("<ul>")
        for line in lines {
            raw("<li>")
            text(line)
            raw("</li>")
        }
        raw("</ul>\n")
    }

    private mutating func writeObservations(_ finding: Finding) {
        raw("<p class=\"dim\">")
        phrase(.seen)
        raw("</p>\n")
        guard !finding.observations.isEmpty else {
            raw("<p>")
            phrase(.nothingSeen)
            raw("</p>\n")
            return
        }
        raw("<ul>\n")
        for observation in finding.observations {
            raw("<li>")
            if let path = observation.path {
                raw("<code>")
                text(observation.line.map { "\(path):\($0)" } ?? path)
                raw("</code> ")
            }
            let hidden: Set<String> = observation.path == nil ? [] : ["filepath", "path", "filename"]
            for field in observation.fields where !hidden.contains(field.name) {
                raw("<span class=\"dim\">")
                text(field.name)
                raw("</span> <code>")
                text(field.value)
                raw("</code> ")
            }
            raw("</li>\n")
        }
        raw("</ul>\n")
        if finding.itemCount > finding.observations.count {
            raw("<p class=\"dim\">")
            text("\(finding.itemCount) ")
            phrase(.moreSeen)
            raw("</p>\n")
        }
    }

    /// Writes lines as code under a small heading.
    mutating func titled(_ name: Phrase, _ lines: [String]) {
        guard !lines.isEmpty else { return }
        raw("<p class=\"dim\">")
        phrase(name)
        raw("</p><ul>")
        for line in lines {
            raw("<li><code>")
            text(line)
            raw("</code></li>")
        }
        raw("</ul>\n")
    }
}
