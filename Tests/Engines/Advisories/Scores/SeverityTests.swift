import Advisories
import Testing

@Suite("Severities")
struct SeverityTests {
    @Test(
        "a source's word is put on the one scale",
        arguments: [
            ("unimportant", Severity.negligible), ("Low", .low), ("MODERATE", .medium), ("medium", .medium),
            ("Important", .high), ("critical", .critical), ("not yet assigned", .unknown), ("", .unknown),
        ])
    func words(word: String, severity: Severity) { #expect(Severity(word: word) == severity) }

    @Test("Clair's API says one step more than Debian")
    func clair() {
        let words = ["unimportant", "low", "medium", "high", "end-of-life"]
        #expect(
            words.map { Severity(clairDebianUrgency: $0) } == [.low, .medium, .high, .critical, .unknown])
    }

    @Test(
        "a score is rated by its generation's scale",
        arguments: [
            (0.0, CVSSVector.Generation.three, Severity.negligible), (0.1, .three, .low), (3.9, .four, .low),
            (4.0, .three, .medium), (6.9, .two, .medium), (7.0, .two, .high), (9.0, .three, .critical),
            (10.0, .two, .high), (0.0, .two, .low),
        ])
    func ratings(score: Double, generation: CVSSVector.Generation, severity: Severity) {
        #expect(Severity(score: score, generation: generation) == severity)
    }

    @Test("the package's word comes before the advisory's, and words before scores, the newest first")
    func normalized() {
        var advisory = Advisory(id: "A", feed: "f")
        var affected = Affected(
            ecosystem: Ecosystem("npm"), name: "a", role: .component, state: .fixed(in: "1"))
        #expect(advisory.normalizedSeverity(of: affected) == .unknown)
        advisory.scores = [
            Score(.number(10, .two), source: "nvd"), Score(.number(5, .three), source: "nvd"),
            Score(.number(7.5, .three), source: "x"),
        ]
        #expect(advisory.normalizedSeverity(of: affected) == .high)
        affected.scores = [Score(.number(1, .four), source: "f")]
        #expect(advisory.normalizedSeverity(of: affected) == .low)
        advisory.severity = "Critical"
        #expect(advisory.normalizedSeverity(of: affected) == .critical)
        affected.severity = "Moderate"
        #expect(advisory.normalizedSeverity(of: affected) == .medium)
        #expect(advisory.normalizedSeverity() == .critical)
    }
}
