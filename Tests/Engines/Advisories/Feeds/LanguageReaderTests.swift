import Advisories
import Testing
import VersionOrder

@Suite("Feeds of languages")
struct LanguageReaderTests {
    @Test(
        "what is not safe is affected, by RustSec's requirements",
        arguments: [
            (#"patched = [">= 0.4.2"]"#, ["introduced 0", "fixed 0.4.2"]),
            (#"patched = []"#, ["introduced 0"]),
            (#"patched = [">= 1.2.3"]\#nunaffected = ["< 1.0.0"]"#, ["introduced 1.0.0", "fixed 1.2.3"]),
            (
                #"patched = ["^0.2.5", ">= 0.3.1"]"#,
                ["introduced 0", "fixed 0.2.5", "introduced 0.3.0-0", "fixed 0.3.1"]
            ),
            (#"patched = ["> 1.0"]"#, ["introduced 0", "last_affected 1.0"]),
            (#"patched = [">= 2.0"]\#nunaffected = ["<= 1.0.0"]"#, ["introduced 1.0.1-0", "fixed 2.0"]),
            (
                #"patched = []\#nunaffected = ["> 0.1.3", "< 0.1.1"]"#,
                ["introduced 0.1.1", "last_affected 0.1.3"]
            ),
            (
                #"patched = [">= 1.1.0, < 1.2.0", ">=1.2.4"]"#,
                ["introduced 0", "fixed 1.1.0", "introduced 1.2.0", "fixed 1.2.4"]
            ),
            (#"patched = [">= 0"]"#, []),
        ])
    func rustVersions(versions: String, events: [String]) throws {
        let text = """
            ```toml
            [advisory]
            id = "RUSTSEC-2026-0001"
            package = "internment"
            aliases = ["CVE-2026-1"]
            cvss = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
            date = "2021-03-03"
            url = "https://example.org/1"
            [versions]
            \(versions)
            ```

            # A race

            It races.
            """
        let collected = RustSecReader(feed: "rust").collect(
            text, named: "crates/internment/RUSTSEC-2026-0001.md")
        #expect(collected.quarantined == [])
        let advisory = try #require(collected.advisories.first)
        #expect(advisory.summary == "A race")
        #expect(advisory.details == "It races.")
        #expect(advisory.aliases == ["CVE-2026-1"])
        #expect(advisory.scores.map(\.number) == [9.8])
        let ranges = advisory.affected.first?.state.versions?.ranges ?? []
        #expect(ranges.flatMap(\.events).map(Self.text) == events)
        #expect(advisory.affected.allSatisfy { $0.ecosystem.name == "crates.io" && $0.scheme == .semver })
    }

    @Test("a Haskell advisory has a range for each pair of versions, of a package or a part of GHC")
    func haskell() throws {
        let text = """
            ```toml
            [advisory]
            id = "HSEC-2026-0009"
            cwe = [20, 78]
            [[affected]]
            package = "git-annex"
            cvss = "CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H"
            [[affected.versions]]
            introduced = "0"
            fixed = "6.2"
            [[affected.versions]]
            introduced = "7"
            [[affected]]
            ghc-component = "ghc"
            [[affected.versions]]
            introduced = "9.2.1"
            fixed = "9.2.4"
            [[references]]
            type = "FIX"
            url = "https://example.org"
            ```

            # *git-annex* injection
            """
        let collected = HaskellReader(feed: "haskell").collect(text, named: "a/HSEC-2026-0009.md")
        #expect(collected.quarantined == [])
        let advisory = try #require(collected.advisories.first)
        #expect(advisory.weaknesses == ["CWE-20", "CWE-78"])
        #expect(advisory.affected.map(\.ecosystem.name) == ["Hackage", "GHC"])
        #expect(
            advisory.affected[0].state.versions?.ranges == [.from("0", to: .fixed("6.2")), .from("7")])
        #expect(advisory.affected[0].scores.map(\.number) == [8.8])
    }

    @Test(
        "what is not safe is affected, by the requirements of gems",
        arguments: [
            ("patched_versions: ['>= 1.13.4']", ["introduced 0", "fixed 1.13.4"]),
            (
                "patched_versions: ['~> 5.2.4', '>= 6.0.1']",
                ["introduced 0", "fixed 5.2.4", "introduced 5.3.a", "fixed 6.0.1"]
            ),
            (
                "patched_versions: ['~> 4.2.5, >= 4.2.5.1', '>= 5.0.0.beta1.1']\nunaffected_versions: [< 3.0.0]",
                ["introduced 3.0.0", "fixed 4.2.5.1", "introduced 4.3.a", "fixed 5.0.0.beta1.1"]
            ),
            ("title: none", ["introduced 0"]),
        ])
    func rubyVersions(versions: String, events: [String]) throws {
        let text =
            "gem: nokogiri\ncve: 2026-1\nghsa: aaaa-bbbb-cccc\ncvss_v3: 7.5\ndate: 2026-01-02\n" + versions
        let collected = RubyReader(feed: "ruby").collect(text, named: "ruby/gems/nokogiri/CVE-2026-1.yml")
        #expect(collected.quarantined == [])
        let advisory = try #require(collected.advisories.first)
        #expect(advisory.id == "nokogiri/CVE-2026-1")
        #expect(advisory.aliases == ["CVE-2026-1", "GHSA-aaaa-bbbb-cccc"])
        #expect(advisory.scores == [Score(.number(7.5, .three), source: "ruby")])
        let ranges = advisory.affected.first?.state.versions?.ranges ?? []
        #expect(ranges.flatMap(\.events).map(Self.text) == events)
    }

    @Test("a PHP advisory has a range for each branch")
    func php() throws {
        let text = """
            title: 'Denial of service'
            link: 'https://typo3.org/1'
            cve: CVE-2013-4701
            branches:
                6.2.x:
                    time: '2014-10-22 09:14:28'
                    versions: ['>=6.2.0', '<6.2.6']
                7.x:
                    time: ~
                    versions: ['>7.0', '<=7.1']
                8.x:
                    versions: ['>=8', '>=9']
            reference: 'composer://typo3/cms'
            """
        let collected = PHPReader(feed: "php").collect(text, named: "php/typo3/cms/1.yaml")
        #expect(
            collected.quarantined == [
                "php/typo3/cms/1.yaml: branches.8.x.versions: are no limits of the form >=1.0 and <2.0"
            ])
        let advisory = try #require(collected.advisories.first)
        #expect(advisory.id == "typo3/cms/1")
        #expect(advisory.published == Timestamp("2014-10-22T09:14:28Z"))
        #expect(advisory.affected.map(\.name) == ["typo3/cms"])
        #expect(
            advisory.affected[0].state.versions?.ranges == [
                .from("6.2.0", to: .fixed("6.2.6")), .from("7.0.0.1", to: .lastAffected("7.1")),
            ])
    }

    @Test("a flaw of a JavaScript library is of retire.js's names and of npm's")
    func retire() throws {
        let text = """
            {"jquery":{"npmname":"jquery","vulnerabilities":[
              {"below":"1.6.3","severity":"medium","cwe":["CWE-79"],"info":["https://x"],
               "identifiers":{"summary":"XSS","CVE":["CVE-2011-4969"],"githubID":"GHSA-579v"}},
              {"ranges":[{"atOrAbove":"2","below":"3"},{"below":"1"}],"identifiers":{"bug":"1"}},
              {"below":"1","identifiers":{"CVE":["CVE-2011-4969"]}},{"below":"2","identifiers":{"CVE":["CVE-2011-4969"]}},
              {"identifiers":{}}]}}
            """
        let collected = RetireReader(feed: "retire").collect(text, named: "jsrepository.json")
        #expect(collected.quarantined == ["jsrepository.json: jquery: vulnerabilities[4]: names no versions"])
        let advisories = collected.advisories
        #expect(
            advisories.map(\.id) == [
                "retire.js/jquery/GHSA-579v", "retire.js/jquery/below-3", "retire.js/jquery/CVE-2011-4969",
                "retire.js/jquery/CVE-2011-4969#2",
            ])
        #expect(advisories[0].affected.map(\.ecosystem.name) == ["retire.js", "npm"])
        #expect(
            advisories[1].affected[0].state.versions?.ranges == [.from("2", to: .fixed("3")), .before("1")])
    }

    private static func text(_ event: VersionRange.Event) -> String {
        switch event {
        case .introduced(let version): "introduced \(version)"
        case .fixed(let version): "fixed \(version)"
        case .lastAffected(let version): "last_affected \(version)"
        case .limit(let version): "limit \(version)"
        }
    }
}
