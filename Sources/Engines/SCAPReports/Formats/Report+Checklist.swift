import XCCDF
import XML

extension Report {
    /// The report as a checklist (`.ckl`) of DISA's STIG Viewer, version 2.
    ///
    /// Every selected rule is one `VULN`; where the content names STIG's own ids they are used, so that checklists
    /// of one STIG can be merged.
    public func checklist() throws(ReportError) -> [UInt8] {
        var entries: [(rule: ReportRule, detail: RuleDetail)] = []
        for rule in selectedRules { entries.append((rule, try detail(of: rule))) }
        var writer = XMLWriter()
        writer.element("CHECKLIST") { writer in
            writeAsset(to: &writer)
            writer.element("STIGS") { writer in
                writer.element("iSTIG") { writer in
                    writer.element("STIG_INFO") { writer in
                        let values = [
                            ("version", benchmarkVersion), ("classification", "UNCLASSIFIED"),
                            ("stigid", benchmarkID), ("title", title), ("releaseinfo", benchmarkVersion),
                        ]
                        for (name, value) in values {
                            writer.element("SI_DATA") { writer in
                                writer.element("SID_NAME", text: name)
                                writer.element("SID_DATA", text: value)
                            }
                        }
                    }
                    for entry in entries { write(entry.rule, entry.detail, to: &writer) }
                }
            }
        }
        return writer.finish()
    }

    private func writeAsset(to writer: inout XMLWriter) {
        func fact(_ name: String) -> String { facts.first { $0.name == name }?.value ?? "" }
        let values = [
            ("ROLE", "None"), ("ASSET_TYPE", "Computing"), ("HOST_NAME", target),
            ("HOST_IP", addresses.first { !$0.hasPrefix("127.") && !$0.contains(":") } ?? ""),
            ("HOST_MAC", fact("urn:xccdf:fact:asset:identifier:mac")),
            ("HOST_FQDN", fact("urn:xccdf:fact:asset:identifier:fqdn")), ("TARGET_COMMENT", ""),
            ("TECH_AREA", ""), ("TARGET_KEY", ""), ("WEB_OR_DATABASE", "false"), ("WEB_DB_SITE", ""),
            ("WEB_DB_INSTANCE", ""),
        ]
        writer.element("ASSET") { writer in
            for (name, value) in values { writer.element(name, text: value) }
        }
    }

    private func write(_ rule: ReportRule, _ detail: RuleDetail, to writer: inout XMLWriter) {
        let stig = detail.references.filter { Rule.stigReferences.contains($0.href) }.map(\.text)
        let group = rule.group.flatMap { groups.indices.contains($0) ? groups[$0] : nil }
        var values = [
            ("Vuln_Num", rule.shortID), ("Severity", rule.severity.rawValue),
            ("Group_Title", group?.title ?? ""), ("Rule_ID", stig.first ?? rule.id),
            ("Rule_Ver", rule.shortID), ("Rule_Title", rule.title),
            ("Vuln_Discuss", detail.rationale.isEmpty ? detail.description.plain : detail.rationale.plain),
            ("Check_Content", detail.description.plain),
            ("Fix_Text", detail.fixes.first { $0.system.hasSuffix(":sh") }?.text ?? ""),
            ("Weight", "\(rule.weight)"), ("Class", "Unclass"),
            ("STIGRef", "\(title) :: \(benchmarkVersion)"),
        ]
        for reference in detail.references where reference.text.hasPrefix("CCI-") {
            values.append(("CCI_REF", reference.text))
        }
        writer.element("VULN") { writer in
            for (name, value) in values {
                writer.element("STIG_DATA") { writer in
                    writer.element("VULN_ATTRIBUTE", text: name)
                    writer.element("ATTRIBUTE_DATA", text: value)
                }
            }
            writer.element("STATUS", text: Self.status(rule.outcome))
            writer.element("FINDING_DETAILS", text: evidence(rule).joined(separator: "\n"))
            writer.element("COMMENTS", text: rule.overrides.map(\.remark).joined(separator: "\n"))
            writer.element("SEVERITY_OVERRIDE", text: "")
            writer.element("SEVERITY_JUSTIFICATION", text: "")
        }
    }

    private static func status(_ outcome: Outcome) -> String {
        switch outcome {
        case .pass, .fixed: "NotAFinding"
        case .fail: "Open"
        case .notApplicable: "Not_Applicable"
        case .error, .unknown, .notChecked, .notSelected, .informational: "Not_Reviewed"
        }
    }
}
