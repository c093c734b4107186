import Advisories
import Testing

@Suite("Debian's feeds")
struct DebianReaderTests {
    @Test("an advisory of the list has its day, its CVEs and a state for each release")
    func list() throws {
        let text = """
            [29 Mar 2023] DSA-5380-1 xorg-server - security update
            \t{CVE-2023-1393 CVE-2023-1}
            \t[bullseye] - xorg-server 2:1.20.11-1+deb11u6
            \t[buster] - xorg-server <not-affected> (Vulnerable code not present)
            \t[sid] - xorg-server 2:21.1 (bug #332424; medium)
            \tNOTE: not fixed in testing at time of DSA
            [01 Sept 2005] DSA-1 pam
            \t[sarge] - pam <end-of-life>
            """
        let collected = DebianListReader(feed: "dsa").collect(text, named: "DSA/list")
        #expect(collected.quarantined == [])
        let advisories = collected.advisories
        #expect(advisories.map(\.id) == ["DSA-5380-1", "DSA-1"])
        #expect(advisories[0].published == Timestamp("2023-03-29"))
        #expect(advisories[0].upstream == ["CVE-2023-1393", "CVE-2023-1"])
        #expect(
            advisories[0].affected.map(\.ecosystem.description) == ["Debian:11", "Debian:10", "Debian:sid"])
        #expect(advisories[0].affected.map(\.role) == [.source, .source, .source])
        #expect(
            advisories[0].affected.map(\.state) == [
                .fixed(in: "2:1.20.11-1+deb11u6"), .notAffected(nil), .fixed(in: "2:21.1"),
            ])
        #expect(advisories[0].affected[2].severity == "medium")
        #expect(advisories[1].affected.map(\.state) == [.unfixed(.endOfLife)])
    }

    @Test("lines that are none of a list's are named")
    func brokenList() {
        let text = """
            [29 Mar 2023 DSA-1 x
            [32 Mar 2023] DSA-2 x
            \t[sid] - x <perhaps>
            \t[sid] x
            \twhatever
            whatever
            """
        let collected = DebianListReader(feed: "dsa").collect(text, named: "list")
        #expect(
            collected.quarantined == [
                "list: 1: the day has no closing bracket",
                "list: 2: day: is no day of the form \"29 Mar 2023\"",
                "list: 3: version: \"<perhaps>\" is no state",
                "list: 4: is not of the form \"[release] - package version\"",
                "list: 5: is no detail of an advisory", "list: 6: is no line of an advisory",
            ])
        #expect(collected.advisories.map(\.id) == ["DSA-2"])
    }

    @Test("the tracker's flaws are put together by CVE, with a state for each release")
    func tracker() throws {
        let text = """
            {"curl":{"CVE-2026-1":{"description":"A flaw.","scope":"remote","releases":{
              "bookworm":{"status":"resolved","fixed_version":"7.88-1","urgency":"high**"},
              "bullseye":{"status":"open","urgency":"low","nodsa":"Minor issue","nodsa_reason":"ignored"},
              "trixie":{"status":"resolved","fixed_version":"0","urgency":"not yet assigned"}}}},
             "wget":{"CVE-2026-1":{"releases":{
              "bookworm":{"status":"open","urgency":"unimportant"},
              "bullseye":{"status":"open","urgency":"end-of-life"},
              "trixie":{"status":"undetermined","urgency":"not yet assigned"},
              "sid":{"status":"open","urgency":"medium","nodsa":"Minor issue","nodsa_reason":""},
              "forky":{"status":"strange"}, "buster":{"status":"resolved"}}}}}
            """
        let collected = DebianTrackerReader(feed: "debian").collect(text, named: "json")
        #expect(
            collected.quarantined == [
                "json: wget CVE-2026-1: releases.forky.status: is none of resolved, open and undetermined",
                "json: wget CVE-2026-1: releases.buster.fixed_version: is missing though the flaw is resolved",
            ])
        #expect(collected.advisories.count == 1)
        let advisory = try #require(collected.advisories.first)
        #expect(advisory.details == "A flaw.")
        #expect(
            advisory.affected.map { "\($0.ecosystem) \($0.name) \($0.severity ?? "-")" } == [
                "Debian:12 curl high", "Debian:11 curl low", "Debian:13 curl -", "Debian:12 wget unimportant",
                "Debian:11 wget -", "Debian:13 wget -", "Debian:sid wget medium",
            ])
        #expect(
            advisory.affected.map(\.state) == [
                .fixed(in: "7.88-1"), .unfixed(.willNotFix), .notAffected(nil), .unfixed(.unimportant),
                .unfixed(.endOfLife), .undetermined, .unfixed(.deferred),
            ])
    }
}
