import XML

/// Which of a rule's names results are written under.
public enum RuleNaming: Sendable {
    /// The rule's id in the benchmark.
    case benchmark
    /// The rule's ids in DISA's STIG, so that STIG Viewer can import the document; rules that have none are left
    /// out.
    case stig
}

extension BenchmarkResult {
    /// A document with a `TestResult` element, valid under the XCCDF 1.2 schema.
    public func document(
        of benchmark: Benchmark, subject: TestResultSubject, naming: RuleNaming = .benchmark
    ) -> [UInt8] {
        var writer = XMLWriter()
        write(of: benchmark, subject: subject, naming: naming, to: &writer)
        return writer.finish()
    }

    /// Writes the `TestResult` element, which declares its namespace itself (XCCDF 1.2, 6.6).
    public func write(
        of benchmark: Benchmark, subject: TestResultSubject, naming: RuleNaming = .benchmark,
        to writer: inout XMLWriter
    ) {
        let attributes = [
            ("xmlns", "http://checklists.nist.gov/xccdf/1.2"), ("id", testResultID),
            ("start-time", UTCTime.text(startTime)), ("end-time", UTCTime.text(endTime)),
            ("test-system", subject.testSystem), ("version", benchmark.version),
        ]
        writer.element("TestResult", attributes.filter { !$0.1.isEmpty }) { writer in
            writer.element("benchmark", [("href", subject.benchmarkHref), ("id", benchmark.id)], text: "")
            writer.element("title", text: "Results of \(benchmark.title)")
            for name in subject.organizations { writer.element("organization", text: name) }
            if let identity = subject.identity {
                let attributes = [
                    ("authenticated", "\(identity.isAuthenticated)"),
                    ("privileged", "\(identity.isPrivileged)"),
                ]
                writer.element("identity", attributes, text: identity.name)
            }
            if let id = profile.id, !id.hasPrefix("(") {
                writer.element("profile", [("idref", id)], text: "")
            }
            subject.write(to: &writer)
            for platform in platforms { writer.element("platform", [("idref", platform)], text: "") }
            writeValues(of: benchmark, to: &writer)
            for result in results { result.write(benchmark.rules[result.ruleIndex], naming, to: &writer) }
            for score in documentScores {
                writer.element(
                    "score", [("system", score.system), ("maximum", Self.sixDecimals(score.maximum))],
                    text: Self.sixDecimals(score.value))
            }
        }
    }

    /// The id of the result in documents, whose form is prescribed (XCCDF 1.2, 6.2.3).
    public var testResultID: String {
        if let id { return id }
        let name = profile.id ?? "default"
        return "xccdf_martlet_testresult_"
            + name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
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

    /// Rounded, as the peer writes numbers.
    static func sixDecimals(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e12 else { return "0.000000" }
        let millionths = Int64((number * 1_000_000).rounded())
        let fraction = String(abs(millionths % 1_000_000))
        return "\(millionths / 1_000_000).\(String(repeating: "0", count: 6 - fraction.count))\(fraction)"
    }
}

extension TestResultSubject {
    fileprivate func write(to writer: inout XMLWriter) {
        writer.element("target", text: target)
        for address in addresses { writer.element("target-address", text: address) }
        if !facts.isEmpty {
            writer.element("target-facts") { writer in
                for fact in facts {
                    writer.element("fact", [("name", fact.name), ("type", "string")], text: fact.value)
                }
            }
        }
        guard let assetID else { return }
        writer.element(
            "target-id-ref",
            [
                ("system", "http://scap.nist.gov/schema/asset-identification/1.1"), ("name", assetID),
                ("href", ""),
            ], text: "")
    }
}
