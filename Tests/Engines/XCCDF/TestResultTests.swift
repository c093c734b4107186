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
}
