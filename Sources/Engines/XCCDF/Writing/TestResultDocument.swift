import XML

/// What a result document says besides the results (XCCDF 1.2, 6.6.2).
public struct TestResultSubject: Sendable {
    /// The machine's name.
    public var target: String
    /// Its network addresses.
    public var addresses: [String]
    /// Facts about it, by name.
    public var facts: [(name: String, value: String)]
    /// The scanner as a CPE name.
    public var testSystem: String
    /// Where the benchmark is.
    public var benchmarkHref: String

    /// Describes a machine and a scanner.
    public init(
        target: String, addresses: [String] = [], facts: [(name: String, value: String)] = [],
        testSystem: String = "cpe:/a:martlet:martlet", benchmarkHref: String
    ) {
        self.target = target
        self.addresses = addresses
        self.facts = facts
        self.testSystem = testSystem
        self.benchmarkHref = benchmarkHref
    }
}

extension BenchmarkResult {
    /// A document with a `TestResult` element, valid under the XCCDF 1.2 schema.
    public func document(of benchmark: Benchmark, subject: TestResultSubject) -> [UInt8] {
        var writer = XMLWriter()
        let attributes = [
            ("xmlns", "http://checklists.nist.gov/xccdf/1.2"), ("id", testResultID),
            ("start-time", UTCTime.text(startTime)), ("end-time", UTCTime.text(endTime)),
            ("test-system", subject.testSystem), ("version", benchmark.version),
        ]
        writer.element("TestResult", attributes.filter { !$0.1.isEmpty }) { writer in
            writer.element("benchmark", [("href", subject.benchmarkHref), ("id", benchmark.id)], text: "")
            writer.element("title", text: "Results of \(benchmark.title)")
            if let id = profile.id, !id.hasPrefix("(") {
                writer.element("profile", [("idref", id)], text: "")
            }
            write(subject, to: &writer)
            for platform in platforms { writer.element("platform", [("idref", platform)], text: "") }
            writeValues(of: benchmark, to: &writer)
            for result in results { result.write(benchmark.rules[result.ruleIndex], to: &writer) }
            writer.element(
                "score", [("system", "urn:xccdf:scoring:default"), ("maximum", "100.000000")], text: scoreText
            )
        }
        return writer.finish()
    }

    /// The form of the id is prescribed (XCCDF 1.2, 6.2.3).
    private var testResultID: String {
        let name = profile.id ?? "default"
        return "xccdf_martlet_testresult_"
            + name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    }

    /// Six decimals, rounded, as the peer writes it.
    private var scoreText: String {
        let millionths = Int64((score * 1_000_000).rounded())
        let fraction = String(millionths % 1_000_000)
        return "\(millionths / 1_000_000).\(String(repeating: "0", count: 6 - fraction.count))\(fraction)"
    }

    private func write(_ subject: TestResultSubject, to writer: inout XMLWriter) {
        writer.element("target", text: subject.target)
        for address in subject.addresses { writer.element("target-address", text: address) }
        guard !subject.facts.isEmpty else { return }
        writer.element("target-facts") { writer in
            for fact in subject.facts {
                writer.element("fact", [("name", fact.name), ("type", "string")], text: fact.value)
            }
        }
    }

    private func writeValues(of benchmark: Benchmark, to writer: inout XMLWriter) {
        for value in benchmark.values {
            guard let values = profile.values[value.id] else { continue }
            if values.count == 1 {
                writer.element("set-value", [("idref", value.id)], text: values[0])
            } else if !values.isEmpty {
                writer.element("set-complex-value", [("idref", value.id)]) { writer in
                    for value in values { writer.element("item", text: value) }
                }
            }
        }
    }
}

extension RuleResult {
    fileprivate func write(_ rule: Rule, to writer: inout XMLWriter) {
        let attributes = [
            ("idref", ruleID), ("role", role.rawValue), ("time", UTCTime.text(time)),
            ("severity", severity.rawValue), ("weight", "\(weight)"),
        ]
        writer.element("rule-result", attributes) { writer in
            writer.element("result", text: outcome.rawValue)
            for ident in rule.idents { writer.element("ident", [("system", ident.system)], text: ident.text) }
            for message in messages {
                writer.element("message", [("severity", outcome == .error ? "error" : "info")], text: message)
            }
            if let check { check.write(to: &writer) }
        }
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
