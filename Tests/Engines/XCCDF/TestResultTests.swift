import Testing
import XCCDF
import XML

@Suite struct TestResultTests {
    @Test("a result document holds the results, the values, the score and UTC times")
    func document() throws {
        let subject = try benchmark(
            "<version>1.0</version><Value id='v'><title/><value>a&amp;b</value></Value>"
                + rule("r", "severity='high'")
                + rule("s", answers: "fail") + rule("n", "selected='false'"))
        let evaluation = BenchmarkEvaluation(
            benchmark: subject, profile: try subject.resolve(.default), checks: EchoingChecks(),
            platforms: NamedPlatforms())
        let bytes = evaluation.run(clock: { 1_709_210_096 }).document(
            of: subject,
            subject: TestResultSubject(target: "host", addresses: ["::1"], benchmarkHref: "b.xml"))
        let reader = try XMLReader(bytes: bytes, name: "out.xml")
        #expect(reader.attribute("end-time") == "2024-02-29T12:34:56Z")
        var texts: [String] = []
        try reader.forEachChild { child in
            if child.localName == "rule-result" { texts.append(child.attribute("idref") ?? "") }
            texts.append(try child.text().split(whereSeparator: \.isWhitespace).joined())
        }
        #expect(
            texts == [
                "", "Resultsoft", "host", "::1", "a&b", "r", "pass", "s", "fail", "n", "notselected",
                "50.000000", "1.000000", "1.000000", "0.000000",
            ])
    }

    @Test("under STIG's names, results go by each of them and rules without one are left out")
    func stigNames() throws {
        let href = "https://public.cyber.mil/stigs/srg-stig-tools/"
        let subject = try benchmark(
            rule(
                "r", "", answers: "fail",
                "<reference href='\(href)'>SV-1</reference><reference href='\(href)'>SV-2</reference>")
                + rule("s"))
        let bytes = try subject.evaluate().document(
            of: subject, subject: TestResultSubject(target: "h", benchmarkHref: "b"), naming: .stig)
        var names: [String] = []
        try XMLReader(bytes: bytes, name: "out.xml").forEachChild { child in
            if child.localName == "rule-result" { names.append(child.attribute("idref") ?? "") }
        }
        #expect(names == ["SV-1", "SV-2"])
    }

    @Test("a rule that fails carries what its checking system found; one that passes carries nothing")
    func findings() throws {
        let subject = try benchmark(rule("r", answers: "fail") + rule("s"))
        let results = BenchmarkEvaluation(
            benchmark: subject, profile: try subject.resolve(.default), checks: ExplainingChecks(),
            platforms: NamedPlatforms()
        ).run(clock: { 0 }).results
        #expect(results.map { $0.findings.map(\.test) } == [["fail"], []])
    }
}

/// A checking system that says the question's name of every question.
private struct ExplainingChecks: CheckSystem {
    func supports(_ system: String) -> Bool { EchoingChecks().supports(system) }
    func evaluate(_ query: CheckQuery) -> CheckAnswer { EchoingChecks().evaluate(query) }
    func findings(_ query: CheckQuery) -> [Finding] {
        [Finding(test: query.name ?? "", comment: "", verdict: "false")]
    }
}
