import Advisories
import Bytes
import Testing

@Suite("An advisory as OSV JSON")
struct AdvisoryJSONTests {
    /// An advisory that has something of everything.
    static func whole() throws -> Advisory {
        var advisory = Advisory(id: "RHSA-2026:1", feed: "redhat")
        advisory.aliases = ["GHSA-1"]
        advisory.upstream = ["CVE-2026-1"]
        advisory.related = ["CVE-2026-2"]
        advisory.summary = "A \"quoted\" summary"
        advisory.details = "Lines\nof details"
        advisory.published = Timestamp("2026-01-02")
        advisory.modified = Timestamp("2026-01-02T03:04:05Z")
        advisory.withdrawn = Timestamp("2026-02-02T03:04:05Z")
        advisory.severity = "Important"
        advisory.weaknesses = ["CWE-79"]
        advisory.references = [.init(.fix, "https://fix.example")]
        let vector = try CVSSVector("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H")
        advisory.scores = [
            Score(.vector(vector), source: "redhat"), Score(.vector(vector), source: "nvd"),
            Score(.number(7.5, .two), source: "nvd"),
        ]
        let redHat = Ecosystem("Red Hat:enterprise_linux:9::appstream")
        var fixed = Affected(ecosystem: redHat, name: "nodejs", role: .binary, state: .fixed(in: "1:18.1-2"))
        fixed.module = ModuleStream("nodejs:18")
        fixed.architectures = ["x86_64", "aarch64"]
        fixed.severity = "Low"
        fixed.scores = [Score(.vector(vector), source: "redhat"), Score(.number(1, .three), source: "nvd")]
        var open = Affected(ecosystem: redHat, name: "npm", role: .source, state: .unfixed(.willNotFix))
        open.numbering = .semantic
        let listed = try #require(
            AffectedVersions(ranges: [.through("2"), .from("3", to: .limit("4"))], listed: ["1.0", "1.1"]))
        advisory.affected = [
            fixed, open,
            Affected(ecosystem: Ecosystem("npm"), name: "@a/b", role: .component, state: .undetermined),
            Affected(ecosystem: redHat, name: "a", role: .binary, state: .notAffected(nil)),
            Affected(
                ecosystem: redHat, name: "b", role: .binary,
                state: .notAffected(.vulnerableCodeNotPresent)),
            Affected(
                ecosystem: Ecosystem("PyPI"), name: "c", role: .component,
                state: .affected(listed, unfixed: .deferred)),
        ]
        return advisory
    }

    @Test("it is read back as it was, and its text stays the same")
    func roundTrip() throws {
        let advisory = try Self.whole()
        let text = advisory.json.text
        let collected = OSVReader(feed: "other").collect(text, named: "a.json")
        #expect(collected.quarantined == [])
        #expect(collected.advisories == [advisory])
        #expect(collected.advisories.first?.json.text == text)
    }

    @Test("what is not known is left out")
    func small() {
        let text = Advisory(id: "A", feed: "f").json.text
        #expect(text == #"{"database_specific":{"feed":"f"},"id":"A","schema_version":"1.7.0"}"#)
    }
}
