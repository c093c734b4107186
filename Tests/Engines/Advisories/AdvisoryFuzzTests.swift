import Advisories
import Bytes
import Fuzzing
import PackageURLs
import Testing

/// Well-formed files of every feed, and the words that their formats give a meaning.
private enum Corpus {
    static let osv = """
        {"id":"A","aliases":["B"],"published":"2026-02-01T20:09:01Z","severity":[{"type":"CVSS_V3",
         "score":"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:H"},{"type":"Ubuntu","score":"low"}],
         "affected":[{"package":{"ecosystem":"Debian:12","name":"x"},"versions":["1"],"ranges":[
         {"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.2"},{"last_affected":"3"}]},
         {"type":"SEMVER","events":[{"introduced":"0"}]}],"ecosystem_specific":{"urgency":"low","vendorStatus":
         {"state":"notAffected","justification":"component_not_present"},"module":"a:b","architectures":["x"]}}],
         "references":[{"type":"WEB","url":"u"}],"database_specific":{"severity":"LOW","cwe_ids":["CWE-1"],
         "scores":[{"type":"CVSS_V2","value":7.5}]}}
        """
    static let debian = """
        [29 Mar 2023] DSA-5380-1 xorg-server - security update
        \t{CVE-2023-1393}
        \t[bullseye] - xorg-server 2:1.20.11-1+deb11u6 (low)
        \t[buster] - xorg-server <not-affected>
        \tNOTE: x
        """
    static let tracker = """
        {"curl":{"CVE-2026-1":{"description":"d","releases":{"sid":{"status":"resolved","fixed_version":"1",
         "urgency":"high**"},"trixie":{"status":"open","urgency":"end-of-life","nodsa_reason":"ignored"}}}}}
        """
    static let secdb = """
        {"distroversion":"v3.20","reponame":"main","packages":[{"pkg":{"name":"curl","secfixes":
         {"8.1-r0":["CVE-2026-1 CVE-2026-2"],"0":["CVE-2026-3"]}}}]}
        """
    static let rust = """
        ```toml
        [advisory]
        id = "RUSTSEC-2026-0001"
        package = "internment"
        cvss = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
        date = "2021-03-03"
        [versions]
        patched = ["^0.2.5", ">= 0.3.1, < 0.4", "> 1.0.0-rc.1", "=2"]
        unaffected = ["<= 0.1"]
        [[affected]]
        package = "x"
        [[affected.versions]]
        introduced = "0"
        ```
        # Title
        """
    static let ruby = """
        gem: nokogiri
        cve: 2026-1
        cvss_v3: 7.5
        patched_versions: ['~> 5.2.4, >= 5.2.4.1', '>= 6.0.1']
        unaffected_versions: [< 3.0.0.beta]
        """
    static let php = """
        title: t
        cve: CVE-2013-4701
        branches: {6.2.x: {time: '2014-10-22 09:14:28', versions: ['>=6.2.0', '<6.2.6']}}
        reference: 'composer://typo3/cms'
        """
    static let retire = """
        {"jquery":{"npmname":"jquery","vulnerabilities":[{"below":"1.6.3","severity":"medium","cwe":["CWE-79"],
         "identifiers":{"CVE":["CVE-2011-4969"]}},{"ranges":[{"atOrAbove":"2","below":"3"}]}]}}
        """
    static let cve = """
        {"cveMetadata":{"cveId":"CVE-2024-1","state":"PUBLISHED"},"containers":{"cna":{"metrics":[{"cvssV3_1":
         {"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}]},"adp":[{"metrics":[{"other":{"type":
         "ssvc","content":{"options":[{"Exploitation":"poc"},{"Automatable":"no"},{"Technical Impact":"total"}]}}},
         {"other":{"type":"kev","content":{"dateAdded":"2024-09-11"}}}]}]}}
        """
    static let kev = """
        {"vulnerabilities":[{"cveID":"CVE-2025-48384","dateAdded":"2025-08-25","dueDate":"2025-09-15",
         "knownRansomwareCampaignUse":"Known","cwes":["CWE-59"]}]}
        """
    static let epss =
        "#score_date:2026-01-02T00:00:00+0000\ncve,epss,percentile\nCVE-1999-0001,0.01141,0.83\n"
    static let eol = #"{"releases":{"12":{"releaseDate":"2023-06-10","eol":"2026-06-10"},"7":{"eol":true}}}"#
    static let oval = OVALReaderTests.document(
        """
        <definition class="patch" id="d"><metadata><reference ref_id="CVE-1" ref_url="u" source="CVE"/><advisory>
        <severity>Low</severity><cve cvss3="9.8/CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H">CVE-1</cve></advisory>
        </metadata><criteria operator="AND"><criterion comment="SUSE X 15 is installed" test_ref="t5"/>
        <criterion comment="Module a:b is enabled" test_ref="t6"/><criteria operator="OR">
        <criterion comment="c" test_ref="t1"/><criterion comment="c is installed" test_ref="t4"/></criteria>
        </criteria></definition>
        """, OVALReaderTests.tests)
    static let openVEX = """
        {"@context":"https://openvex.dev/ns/v0.2.0","statements":[{"vulnerability":{"name":"CVE-1"},
         "status":"fixed","products":[{"@id":"pkg:deb/ubuntu/curl@7?arch=source&distro=esm-infra/xenial"}]}]}
        """
    static let cycloneDX = """
        {"bomFormat":"CycloneDX","components":[{"bom-ref":"c1","purl":"pkg:npm/a@1"}],"vulnerabilities":[
         {"id":"CVE-1","analysis":{"state":"not_affected","justification":"code_not_reachable"},
          "affects":[{"ref":"c1"},{"ref":"urn:cdx:1/1#pkg%3Anpm/c@1"}]}]}
        """
    static let ignore =
        "ignore: [{id: CVE-1, package: 'pkg:deb/debian/curl', reason: x, expires: 2026-12-31}]\n"

    static let tokens = [
        "{", "}", "[", "]", ":", ",", "\"", "null", "true", "-1", "1e999", "\\ud800", "\n", "\t", "`", "#",
        "<", ">",
        "</", "&#0;", "0", "CVE-", "~>", "99999999999999999999", "\0", "2026-13-01",
    ]
}

@Suite("Mutants of feeds")
struct AdvisoryFuzzTests {
    private static let readers: [(any FeedReader, String, String)] = [
        (OSVReader(feed: "f"), Corpus.osv, "a.json"), (DebianListReader(feed: "f"), Corpus.debian, "list"),
        (DebianTrackerReader(feed: "f"), Corpus.tracker, "a.json"),
        (SecdbReader(feed: "f", distribution: "Alpine"), Corpus.secdb, "a.json"),
        (RustSecReader(feed: "f"), Corpus.rust, "a.md"), (HaskellReader(feed: "f"), Corpus.rust, "a.md"),
        (RubyReader(feed: "f"), Corpus.ruby, "gems/a/b.yml"),
        (PHPReader(feed: "f"), Corpus.php, "a/b/c.yaml"),
        (RetireReader(feed: "f"), Corpus.retire, "a.json"),
        (CVERecordReader(feed: "f"), Corpus.cve, "a.json"),
        (KnownExploitedReader(feed: "f"), Corpus.kev, "a.json"),
        (ExploitPredictionReader(feed: "f"), Corpus.epss, "a.csv"),
        (LifecycleReader(feed: "f"), Corpus.eol, "a.json"), (OVALReader(feed: "f"), Corpus.oval, "a.xml"),
        (CVRFReader(feed: "f"), CVRFReaderTests.document, "a.xml"),
        (CSAFReader(feed: "f"), CSAFReaderTests.document, "a.json"),
        (UbuntuVEXReader(feed: "f"), Corpus.openVEX, "a.json"),
    ]

    @Test(
        "a file is read or quarantined, and every advisory of it is read back as it was",
        .timeLimit(.minutes(10)), arguments: readers.indices)
    func files(index: Int) {
        let (reader, text, name) = Self.readers[index]
        for mutant in Mutants(of: [text], tokens: Corpus.tokens, count: 600) {
            let collected = reader.collect(FeedFile(name: name, bytes: mutant.bytes))
            for advisory in collected.advisories {
                let back = OSVReader(feed: "f").collect(advisory.json.text, named: "back.json")
                #expect(back.advisories == [advisory], "\(mutant)")
            }
            for row in collected.quarantined { #expect(row.hasPrefix(name), "\(mutant)") }
        }
    }

    @Test("a VEX document or an ignore list is read or refused", .timeLimit(.minutes(10)))
    func statements() {
        let corpus = [Corpus.openVEX, Corpus.cycloneDX, CSAFReaderTests.document]
        for mutant in Mutants(of: corpus, tokens: Corpus.tokens, count: 1500) {
            let document = try? VEXDocument(FeedFile(name: "v.json", bytes: mutant.bytes))
            #expect(document?.statements.allSatisfy { !$0.products.isEmpty } ?? true, "\(mutant)")
        }
        for mutant in Mutants(of: [Corpus.ignore], tokens: Corpus.tokens, count: 1500) {
            let list = try? IgnoreList(FeedFile(name: "i.yaml", bytes: mutant.bytes))
            #expect(list?.entries.allSatisfy { !$0.id.isEmpty && $0.expires != nil } ?? true, "\(mutant)")
            let plain = try? IgnoreList(FeedFile(name: ".trivyignore", bytes: mutant.bytes))
            #expect(plain?.entries.allSatisfy { !$0.id.isEmpty } ?? false, "\(mutant)")
        }
    }

    @Test("a CVSS vector is refused or has scores from 0 to 10", .timeLimit(.minutes(10)))
    func vectors() {
        let corpus = [
            "AV:N/AC:L/Au:N/C:P/I:P/A:P/E:U/RL:OF/TD:H/CR:M",
            "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/MS:C",
            "CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:C/C:L/I:N/A:N/E:P/CR:H",
            "CVSS:4.0/AV:N/AC:H/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/MSI:S/E:U",
        ]
        let tokens = ["CVSS:", "/", ":", "(", ")", "2.0", "X", "ND", "\0", "AV:N"]
        for mutant in Mutants(of: corpus, tokens: tokens, count: 5000) {
            guard let scores = (try? CVSSVector(mutant.text))?.scores else { continue }
            for score in [scores.base, scores.temporal, scores.environmental].compactMap({ $0 }) {
                #expect((0...10).contains(score), "\(mutant)")
            }
        }
    }

    @Test("a package URL is refused or written so that it reads back", .timeLimit(.minutes(10)))
    func packageURLs() {
        let corpus = ["pkg:rpm/redhat/samba@4.18-1?arch=x86_64&epoch=2#a/b", "pkg:npm/%40a/b@1", "pkg:a/b"]
        for mutant in Mutants(of: corpus, tokens: ["%", "%2F", "@", "?", "#", "&", "=", "/"], count: 5000) {
            guard let package = try? PackageURL(mutant.text) else { continue }
            #expect((try? PackageURL(package.description)) == package, "\(mutant)")
        }
    }
}
