import XCCDF

extension Report {
    func writeRules(_ page: inout PageWriter, _ shown: [Int]) throws {
        page.raw("<section aria-labelledby=\"rules\">\n<h2 id=\"rules\">")
        page.phrase(.rules)
        page.raw("</h2>\n")
        for index in shown {
            try write(rules[index], index, &page)
            try page.flushIfLarge()
        }
        page.raw("</section>\n")
    }

    private func write(_ rule: ReportRule, _ index: Int, _ page: inout PageWriter) throws(ReportError) {
        let detail = try detail(of: rule)
        page.beginRule(rule, index, showsOutcome: true)
        for decision in rule.overrides { write(decision, &page) }
        for instance in rule.instances {
            page.raw("<p>")
            page.phrase(.instance)
            page.raw(": ")
            page.text(instance.name)
            page.raw("</p>\n")
        }
        page.writeEvidence(messages: rule.messages, rule.findings)
        page.write(detail, identsFrom: rule)
        page.raw("</article>\n")
    }

    private func write(_ decision: ReportOverride, _ page: inout PageWriter) {
        page.raw("<div class=\"waiver\"><h4>")
        page.phrase(.waiver)
        page.raw("</h4><p>")
        page.text(decision.remark)
        page.raw("</p><p class=\"dim\">")
        let parts = [
            decision.time, "\(Phrase.by.text(page.language)) \(decision.authority)",
            "\(Phrase.was.text(page.language)) \(decision.oldOutcome)",
            "\(Phrase.now.text(page.language)) \(decision.newOutcome)",
        ]
        page.text(parts.filter { !$0.isEmpty }.joined(separator: " · "))
        page.raw("</p></div>\n")
    }
}

extension PageWriter {
    /// Writes the texts of a rule.
    mutating func write(_ detail: RuleDetail, identsFrom rule: ReportRule) {
        section(.description, detail.description)
        section(.rationale, detail.rationale)
        for warning in detail.warnings where !warning.text.isEmpty {
            raw("<div class=\"warning\"><h4>")
            phrase(.warning)
            raw("</h4><div>")
            markup(warning.text)
            raw("</div></div>\n")
        }
        let idents = detail.idents.isEmpty ? rule.idents : detail.idents
        if !idents.isEmpty {
            raw("<h4>")
            phrase(.identifiers)
            raw("</h4><p>")
            text(idents.map(\.text).joined(separator: ", "))
            raw("</p>\n")
        }
        writeReferences(detail.references)
        for fix in detail.fixes { write(fix) }
    }

    private mutating func section(_ name: Phrase, _ text: Markup) {
        guard !text.isEmpty else { return }
        raw("<h4>")
        phrase(name)
        raw("</h4><div>")
        markup(text)
        raw("</div>\n")
    }

    private mutating func writeReferences(_ references: [Reference]) {
        guard !references.isEmpty else { return }
        raw("<details><summary>")
        phrase(.references)
        raw(" (")
        text("\(references.count)")
        raw(")</summary><ul class=\"refs\">")
        for reference in references {
            raw("<li>")
            if MarkupSanitizer.isLink(reference.href) {
                raw("<a rel=\"noopener noreferrer\"")
                attribute("href", reference.href)
                raw(">")
                text(reference.text.isEmpty ? reference.href : reference.text)
                raw("</a>")
            } else {
                text(reference.text.isEmpty ? reference.href : reference.text)
            }
            raw("</li>")
        }
        raw("</ul></details>\n")
    }

    private mutating func write(_ fix: ReportFix) {
        raw("<details><summary>")
        phrase(.fix)
        raw(": ")
        text(fix.system)
        raw("</summary><p class=\"dim\">")
        var parts = [
            "\(Phrase.complexity.text(language)): \(fix.complexity)",
            "\(Phrase.disruption.text(language)): \(fix.disruption)",
            "\(Phrase.strategy.text(language)): \(fix.strategy)",
        ]
        if fix.needsReboot {
            parts.append("\(Phrase.reboot.text(language)): \(Phrase.reboots.text(language))")
        }
        text(parts.joined(separator: " · "))
        raw("</p><pre><code>")
        text(fix.text)
        raw("</code></pre></details>\n")
    }
}
