import Advisories
import Testing

@Suite("What feeds say of CVEs")
struct EnrichmentReaderTests {
    @Test("a known exploited vulnerability has its days and whether it is used for ransom")
    func knownExploited() {
        let text = """
            {"vulnerabilities":[
              {"cveID":"CVE-2025-48384","vulnerabilityName":"Git Link","dateAdded":"2025-08-25",
               "dueDate":"2025-09-15","knownRansomwareCampaignUse":"Known","cwes":["CWE-59"]},
              {"dateAdded":"2025-08-25"},{"cveID":"CVE-2025-1","dateAdded":"soon"}]}
            """
        let collected = KnownExploitedReader(feed: "kev").collect(text, named: "k.json")
        #expect(
            collected.quarantined == [
                "k.json: vulnerabilities[1]: cveID: is missing",
                "k.json: CVE-2025-1: dateAdded: \"soon\" is no time",
                "k.json: CVE-2025-1: dateAdded: is missing or no day",
            ])
        let added = Timestamp("2025-08-25") ?? Timestamp(secondsSince1970: 0)
        let known = KnownExploited(
            added: added, due: Timestamp("2025-09-15"), isUsedForRansom: true, name: "Git Link")
        let facts: [Enrichment.Fact] = [.knownExploited(known), .weakness("CWE-59")]
        #expect(collected.enrichments == [Enrichment(id: "CVE-2025-48384", feed: "kev", facts: facts)])
    }

    @Test("a prediction is of the day that the file's comment tells")
    func predictions() {
        let text = """
            #model_version:v2025.03.14,score_date:2026-01-02T00:00:00+0000
            cve,epss,percentile
            CVE-1999-0001,0.01141,0.83\r
            CVE-1999-0002,1.5,0.83
            GHSA-1,0.1,0.1

            """
        let collected = ExploitPredictionReader(feed: "epss").collect(text, named: "e.csv")
        let reason = "is not a CVE with a probability and a percentile from 0 to 1"
        #expect(collected.quarantined == ["e.csv: 4: \(reason)", "e.csv: 5: \(reason)"])
        let prediction = ExploitPrediction(
            probability: 0.01141, percentile: 0.83, day: Timestamp("2026-01-02"))
        let facts: [Enrichment.Fact] = [.exploitPrediction(prediction)]
        #expect(collected.enrichments == [Enrichment(id: "CVE-1999-0001", feed: "epss", facts: facts)])
    }

    @Test("a CVE record has every scorer's vectors, and the coordinator's decision")
    func record() throws {
        let text = """
            {"cveMetadata":{"cveId":"CVE-2024-1","state":"PUBLISHED"},"containers":{
              "cna":{"providerMetadata":{"shortName":"vendor"},
               "problemTypes":[{"descriptions":[{"cweId":"CWE-79"}]}],
               "metrics":[{"cvssV3_1":{"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}},
                {"cvssV4_0":{"vectorString":"CVSS:4.0/AV:N"}}]},
              "adp":[{"providerMetadata":{"shortName":"CISA-ADP"},"metrics":[
               {"other":{"type":"ssvc","content":{"timestamp":"2024-09-10T15:29:03.2Z","options":[
                {"Exploitation":"poc"},{"Automatable":"no"},{"Technical Impact":"partial"}]}}},
               {"other":{"type":"kev","content":{"dateAdded":"2024-09-11"}}},
               {"other":{"type":"ssvc","content":{"options":[{"Exploitation":"maybe"}]}}}]}]}}
            """
        let collected = CVERecordReader(feed: "cve").collect(text, named: "CVE-2024-1.json")
        let adp = "CVE-2024-1.json: CVE-2024-1: containers.adp[0].metrics[2].other.content"
        #expect(
            collected.quarantined == [
                "CVE-2024-1.json: CVE-2024-1: containers.cna.metrics[1].cvssV4_0.vectorString: "
                    + "\"CVSS:4.0/AV:N\" is no CVSS vector: AC is missing",
                "\(adp): does not decide exploitation, automation and impact",
            ])
        let vector = try CVSSVector("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")
        let added = try #require(Timestamp("2024-09-11"))
        let decision = StakeholderDecision(
            exploitation: .poc, automatable: .no, technicalImpact: .partial,
            decided: Timestamp("2024-09-10T15:29:03Z"))
        let known = KnownExploited(added: added, due: nil, isUsedForRansom: false, name: "CVE-2024-1")
        #expect(
            collected.enrichments.first?.facts == [
                .score(Score(.vector(vector), source: "vendor")), .weakness("CWE-79"), .decision(decision),
                .knownExploited(known),
            ])
    }

    @Test("a rejected CVE takes back what was said of it")
    func rejected() {
        let text = #"{"cveMetadata":{"cveId":"CVE-2024-1","state":"REJECTED"}}"#
        #expect(
            CVERecordReader(feed: "cve").collect(text, named: "CVE-2024-1.json").deletions == ["CVE-2024-1"])
    }

    @Test("a release ends on a day, has ended, or goes on")
    func lifecycles() {
        let text = """
            {"releases":{"12":{"codename":"Bookworm","releaseDate":"2023-06-10","eol":"2026-06-10",
              "eoes":"2028-06-30"},"7":{"eol":true},"sid":{"eol":false},"x":{"name":"x"},"y":{"eol":"soon"}}}
            """
        let collected = LifecycleReader(feed: "eol").collect(text, named: "eol/releases/debian.json")
        #expect(collected.quarantined == ["eol/releases/debian.json: y: eol: \"soon\" is no time"])
        #expect(collected.lifecycles.map(\.product) == ["debian", "debian", "debian"])
        #expect(collected.lifecycles.map(\.release) == ["12", "7", "sid"])
        let end = Timestamp("2026-06-10").map { Lifecycle.End.on($0) }
        #expect(collected.lifecycles.map(\.end) == [end, .past, .open])
        #expect(collected.lifecycles[0].codename == "Bookworm")
    }
}
