import XCCDF

/// Reads a `TestResult` element (XCCDF 1.2, 6.6).
struct TestResultReader {
    var report = Report()
    /// The results in the document's order.
    var results: [ReportRule] = []

    /// Reads the element that the scanner stands on; ends on its end.
    init(_ scanner: MarkupScanner) throws(ReportError) {
        report.resultID = try scanner.attribute("id") ?? ""
        report.startTime = try scanner.attribute("start-time") ?? ""
        report.endTime = try scanner.attribute("end-time") ?? ""
        report.testSystem = try scanner.attribute("test-system") ?? ""
        report.benchmarkVersion = try scanner.attribute("version") ?? ""
        try scanner.forEachChild { () throws(ReportError) in try readChild(scanner) }
    }

    private mutating func readChild(_ scanner: MarkupScanner) throws(ReportError) {
        if scanner.isNamed("rule-result") {
            results.append(try Self.ruleResult(scanner))
        } else if scanner.isNamed("set-value") {
            guard let id = try scanner.attribute("idref") else { return }
            report.values[id] = [try scanner.text()]
        } else if scanner.isNamed("set-complex-value") {
            guard let id = try scanner.attribute("idref") else { return }
            var values: [String] = []
            try scanner.forEachChild { () throws(ReportError) in
                if scanner.isNamed("item") { values.append(try scanner.text()) }
            }
            report.values[id] = values
        } else if scanner.isNamed("benchmark") {
            report.benchmarkHref = try scanner.attribute("href") ?? ""
            report.benchmarkID = try scanner.attribute("id") ?? ""
        } else if scanner.isNamed("profile") {
            report.profileID = try scanner.attribute("idref")
        } else if scanner.isNamed("identity") {
            report.identity = try scanner.line()
        } else if scanner.isNamed("organization") {
            report.organizations.append(try scanner.line())
        } else if scanner.isNamed("target") {
            report.target = try scanner.line()
        } else if scanner.isNamed("target-address") {
            report.addresses.append(try scanner.line())
        } else if scanner.isNamed("target-facts") {
            try scanner.forEachChild { () throws(ReportError) in
                guard scanner.isNamed("fact"), let name = try scanner.attribute("name") else { return }
                report.facts.append((name, try scanner.line()))
            }
        } else if scanner.isNamed("platform") {
            if let name = try scanner.attribute("idref") { report.platforms.append(name) }
        } else if scanner.isNamed("score") {
            let system = try scanner.attribute("system") ?? "urn:xccdf:scoring:default"
            let maximum = try scanner.attribute("maximum").flatMap(Double.init) ?? 100
            guard let value = Double(try scanner.line()), value.isFinite, maximum.isFinite else { return }
            report.scores.append(TestResultScore(system: system, value: value, maximum: maximum))
        }
    }

    private static func ruleResult(_ scanner: MarkupScanner) throws(ReportError) -> ReportRule {
        guard let id = try scanner.attribute("idref"), !id.isEmpty else {
            throw scanner.error("a rule-result does not name its rule")
        }
        var rule = ReportRule(id: id)
        rule.severity = try scanner.attribute("severity").flatMap(Severity.init(rawValue:)) ?? .unknown
        rule.role = try scanner.attribute("role").flatMap(Role.init(rawValue:)) ?? .full
        rule.weight = try scanner.attribute("weight").flatMap(Double.init) ?? 1
        rule.time = try scanner.attribute("time") ?? ""
        try scanner.forEachChild { () throws(ReportError) in
            if scanner.isNamed("result") {
                let word = try scanner.line()
                guard let outcome = Outcome(rawValue: word) else {
                    throw scanner.error(
                        "the result of \"\(id)\" is \"\(word.prefix(40))\", which XCCDF does not know")
                }
                rule.outcome = outcome
            } else if scanner.isNamed("message") {
                rule.messages.append(try scanner.line())
            } else if scanner.isNamed("ident") {
                let system = try scanner.attribute("system") ?? ""
                rule.idents.append(Ident(system: system, text: try scanner.line()))
            } else if scanner.isNamed("instance") {
                let context = try scanner.attribute("context") ?? "undefined"
                let parent = try scanner.attribute("parentContext")
                rule.instances.append(
                    Instance(context: context, parentContext: parent, name: try scanner.line()))
            } else if scanner.isNamed("override") {
                rule.overrides.append(try override(scanner))
            } else if scanner.isNamed("check"), rule.check == nil {
                rule.check = try check(scanner)
            }
        }
        return rule
    }

    private static func override(_ scanner: MarkupScanner) throws(ReportError) -> ReportOverride {
        var decision = ReportOverride(
            time: try scanner.attribute("time") ?? "", authority: try scanner.attribute("authority") ?? "",
            oldOutcome: "", newOutcome: "", remark: "")
        try scanner.forEachChild { () throws(ReportError) in
            if scanner.isNamed("old-result") {
                decision.oldOutcome = try scanner.line()
            } else if scanner.isNamed("new-result") {
                decision.newOutcome = try scanner.line()
            } else if scanner.isNamed("remark") {
                decision.remark = try scanner.line()
            }
        }
        return decision
    }

    private static func check(_ scanner: MarkupScanner) throws(ReportError) -> Check {
        var check = Check(system: try scanner.attribute("system") ?? "")
        try scanner.forEachChild { () throws(ReportError) in
            guard scanner.isNamed("check-content-ref") else { return }
            check.contents.append(
                Check.ContentReference(
                    href: try scanner.attribute("href") ?? "", name: try scanner.attribute("name")))
        }
        return check
    }
}
