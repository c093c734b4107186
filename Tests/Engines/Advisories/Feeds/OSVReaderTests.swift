import Testing

@testable import Advisories

@Suite("OSV records")
struct OSVReaderTests {
    let reader = OSVReader(feed: "alma")

    @Test("an erratum of a distribution is of binary packages with the ecosystem's own versions")
    func erratum() throws {
        let text = """
            {"id":"ALSA-2026:1","summary":"ostree security update","modified":"2026-02-02T11:55:08Z",
             "published":"2026-02-01T20:09:01.5+09:00","related":["CVE-2026-1"],"affected":[
             {"package":{"ecosystem":"AlmaLinux:8","name":"ostree"},
              "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2026.3-2.el8_5"}]}]}],
             "references":[{"type":"ADVISORY","url":"https://errata.example/ALSA-2026:1"}]}
            """
        let collected = reader.collect(text, named: "a.json")
        #expect(collected.quarantined == [])
        let advisory = try #require(collected.advisories.first)
        #expect(advisory.feed == "alma")
        #expect(advisory.upstream == ["CVE-2026-1"])
        #expect(advisory.related.isEmpty)
        #expect(advisory.published?.description == "2026-02-01T11:09:01Z")
        let affected = try #require(advisory.affected.first)
        #expect(affected.ecosystem == Ecosystem(name: "AlmaLinux", release: "8"))
        #expect(affected.role == .binary)
        #expect(affected.numbering == .ecosystem)
        #expect(affected.state == .fixed(in: "2026.3-2.el8_5"))
        #expect(advisory.references == [.init(.advisory, "https://errata.example/ALSA-2026:1")])
    }

    @Test("a record in YAML is read as the same in JSON, and ranges of commits are passed over")
    func yaml() throws {
        let text = """
            id: PYSEC-2026-1
            modified: 2026-10-19T16:33:01.29781Z
            affected:
            - package: {ecosystem: PyPI, name: urllib3}
              ranges:
              - type: GIT
                repo: https://github.com/urllib3/urllib3
                events: [{introduced: "0"}, {fixed: adb358f8e06865406d1f05e581a16cbea2136fbc}]
              - type: ECOSYSTEM
                events: [{introduced: "0"}, {fixed: 1.24.2}]
              versions: ["0.2", 0.3.1]
            """
        let collected = reader.collect(text, named: "PYSEC-2026-1.yaml")
        #expect(collected.quarantined == [])
        let affected = try #require(collected.advisories.first?.affected.first)
        #expect(affected.role == .component)
        #expect(affected.state.versions?.ranges == [.before("1.24.2")])
        #expect(affected.state.versions?.listed == ["0.2", "0.3.1"])
    }

    @Test("a range of semantic versions keeps that it is one, beside one of the ecosystem's")
    func numberings() throws {
        let text = """
            {"id":"A","affected":[{"package":{"ecosystem":"Bitnami","name":"redis"},"versions":["1"],"ranges":[
             {"type":"SEMVER","events":[{"introduced":"7.2.0"},{"fixed":"7.2.14"}]},
             {"type":"ECOSYSTEM","events":[{"introduced":"3"},{"last_affected":"4"}]}]}]}
            """
        let affected = try #require(reader.collect(text, named: "a.json").advisories.first?.affected)
        #expect(affected.map(\.numbering) == [.ecosystem, .semantic])
        #expect(affected[0].state.versions?.ranges == [.from("3", to: .lastAffected("4"))])
        #expect(affected[0].state.versions?.listed == ["1"])
        #expect(affected[1].state.versions?.ranges == [.from("7.2.0", to: .fixed("7.2.14"))])
        #expect(affected[1].state.versions?.listed == [])
    }

    @Test("the words of Ubuntu, GitHub and Debian for how grave it is are kept")
    func words() throws {
        let text = """
            {"id":"A","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:H"},
              {"type":"Ubuntu","score":"medium"}],"affected":[
              {"package":{"ecosystem":"Debian:12","name":"x"},"ecosystem_specific":{"urgency":"unimportant"},
               "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"}]}]}]}
            """
        let advisory = try #require(reader.collect(text, named: "a.json").advisories.first)
        #expect(advisory.severity == "medium")
        #expect(advisory.scores.map(\.generation) == [.three])
        #expect(advisory.affected.first?.severity == "unimportant")
        #expect(advisory.affected.first?.state == .unfixed(.unimportant))
        let github = #"{"id":"B","database_specific":{"severity":"MODERATE"}}"#
        let other = reader.collect(github, named: "b.json")
        #expect(other.advisories.first?.severity == "MODERATE")
    }

    @Test("what cannot be believed is left out, and where it stands is said")
    func quarantine() {
        let text = """
            {"id":"A","published":"yesterday","severity":[{"type":"CVSS_V3","score":"AV:N"}],
             "references":[{"type":"WEB"}],"affected":[
             {"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":[{"fixed":"1"}]}],
              "versions":["2"]},
             {"package":{"ecosystem":"npm"},"versions":["2"]},
             {"package":{"ecosystem":"npm","name":"b"},"ranges":[{"type":"NONE","events":[]}]},
             {"package":{"ecosystem":"npm","name":"c"},
              "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"broken":"1"}]}]}]}
            """
        let collected = reader.collect(text, named: "a.json")
        #expect(
            collected.quarantined == [
                "a.json: A: published: \"yesterday\" is no time",
                "a.json: A: severity[0].score: \"AV:N\" is no CVSS vector: AC is missing",
                "a.json: A: references[0].url: is missing or no text",
                "a.json: A: affected[0].ranges[0].events: introduce nothing",
                "a.json: A: affected[1].package: has no name or no ecosystem",
                "a.json: A: affected[2].ranges[0].type: \"NONE\" is no kind of range",
                "a.json: A: affected[2]: names no versions",
                "a.json: A: affected[3].ranges[0].events[1]: is no event of a known kind",
                "a.json: A: affected[3]: names no versions",
            ])
        #expect(collected.advisories.first?.affected.map(\.name) == ["a"])
    }

    @Test(
        "a file that is no record is quarantined as a whole",
        arguments: [
            ("a.json", "{", "a.json: invalid JSON at byte 1: expected a member name"),
            ("b.json", "[]", "b.json: id: is missing or no text"),
            ("c.json", #"{"id":""}"#, "c.json: id: is missing or no text"),
            (
                "d.yaml", "a: [",
                "d.yaml: 2: while parsing a flow node from line 2: did not find expected node content"
            ),
            ("e.yaml", "", "e.yaml: holds no document"),
        ])
    func noRecord(name: String, text: String, expected: String) {
        let collected = reader.collect(text, named: name)
        #expect(collected.advisories.isEmpty)
        #expect(collected.quarantined == [expected])
    }
}
