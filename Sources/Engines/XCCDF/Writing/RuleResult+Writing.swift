import XML

extension RuleResult {
    /// Writes the `rule-result` element, or one per name when results go under STIG's names (XCCDF 1.2, 6.6.4).
    func write(_ rule: Rule, _ naming: RuleNaming, to writer: inout XMLWriter) {
        switch naming {
        case .benchmark: write(rule, as: ruleID, to: &writer)
        case .stig: for name in rule.stigIDs { write(rule, as: name, to: &writer) }
        }
    }

    private func write(_ rule: Rule, as name: String, to writer: inout XMLWriter) {
        var attributes = [
            ("idref", name), ("role", role.rawValue), ("time", UTCTime.text(time)),
            ("severity", severity.rawValue), ("weight", BenchmarkResult.sixDecimals(weight)),
        ]
        if !rule.version.isEmpty { attributes.insert(("version", rule.version), at: 3) }
        writer.element("rule-result", attributes) { writer in
            writer.element("result", text: outcome.rawValue)
            for decision in overrides { decision.write(to: &writer) }
            for ident in rule.idents { writer.element("ident", [("system", ident.system)], text: ident.text) }
            // What a repair said is no error of the evaluation.
            let severity = outcome == .error && appliedFix == nil ? "error" : "info"
            for message in messages { writer.element("message", [("severity", severity)], text: message) }
            for instance in instances { instance.write(to: &writer) }
            appliedFix?.write(to: &writer)
            check?.write(to: &writer)
        }
    }
}

extension Rule {
    /// Where references that name a rule of DISA's STIG point to.
    public static let stigReferences: Set<String> = [
        "http://iase.disa.mil/stigs/Pages/stig-viewing-guidance.aspx",
        "https://public.cyber.mil/stigs/srg-stig-tools/",
    ]

    /// The rule's ids in DISA's STIG, such as `SV-230221r627750_rule`.
    public var stigIDs: [String] {
        item.references.filter { Self.stigReferences.contains($0.href) }.map(\.text)
    }
}

extension Override {
    fileprivate func write(to writer: inout XMLWriter) {
        writer.element("override", [("time", UTCTime.text(time)), ("authority", authority)]) { writer in
            writer.element("old-result", text: oldOutcome.rawValue)
            writer.element("new-result", text: newOutcome.rawValue)
            writer.element("remark", text: remark)
        }
    }
}

extension Instance {
    fileprivate func write(to writer: inout XMLWriter) {
        let parent = parentContext.map { [("parentContext", $0)] } ?? []
        writer.element("instance", [("context", context)] + parent, text: name)
    }
}

extension Fix {
    fileprivate func write(to writer: inout XMLWriter) {
        var attributes = [
            ("complexity", complexity), ("disruption", disruption), ("reboot", "\(needsReboot)"),
            ("strategy", strategy), ("system", system),
        ]
        if !id.isEmpty { attributes.insert(("id", id), at: 0) }
        writer.element("fix", attributes.filter { !$0.1.isEmpty }, text: content.plain)
    }
}

extension Check {
    fileprivate func write(to writer: inout XMLWriter) {
        var attributes = [("system", system)]
        if isMultiCheck { attributes.append(("multi-check", "true")) }
        if negate { attributes.append(("negate", "true")) }
        writer.element("check", attributes) { writer in
            for export in exports {
                writer.element(
                    "check-export", [("export-name", export.name), ("value-id", export.valueID)], text: "")
            }
            for content in contents {
                let name = content.name.map { [("name", $0)] } ?? []
                writer.element("check-content-ref", name + [("href", content.href)], text: "")
            }
        }
    }
}
