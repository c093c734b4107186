import Bytes
import SCAPReports
import Testing
import XCCDF
import XML

@Suite struct FormatTests {
    private func report() throws -> Report { try Report(bytes: Array(Sample.arf.utf8), name: "arf.xml") }

    @Test("SARIF has a descriptor and a result for each selected rule, with places, levels and waivers")
    func sarif() throws {
        let document = try JSON(parsing: try report().sarif())
        #expect(document["version"] == "2.1.0")
        let run = try #require(document["runs"]?.array?.first)
        let results = try #require(run["results"]?.array)
        let rules = try #require(run[["tool", "driver", "rules"]]?.array)
        #expect(results.map { $0["kind"] } == ["fail", "pass", "pass"] && rules.count == 3)
        #expect(results[0]["level"] == "error" && results[1]["level"] == "none")
        #expect(rules.enumerated().allSatisfy { $1["id"] == results[$0]["ruleId"] })
        let place = try #require(results[0]["locations"]?.array?.first?["physicalLocation"])
        #expect(place[["artifactLocation", "uri"]] == "file:///etc/login.defs")
        #expect(place[["region", "startLine"]] == 3)
        #expect(results[2]["suppressions"]?.array?.first?["justification"] == "accepted (Boss)")
        #expect(run[["tool", "driver", "name"]] == "Scanner")
    }

    @Test("CSV ends lines in CRLF, quotes what needs it and defuses formulas")
    func csv() throws {
        let text = String(decoding: try report().csv(), as: UTF8.self)
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "rule,title,result,severity,weight,identifiers,time,target,evidence")
        #expect(text.contains(#""Fails ""here"" & now",fail,high,1.0,CCE-1,"#))
        #expect(text.contains(#"host,"'=1+1 <script>"#))
        #expect(text.hasSuffix("\r\n"))
    }

    @Test("JUnit counts failures and carries the evidence")
    func junit() throws {
        let reader = try XMLReader(bytes: try report().junit(), name: "junit.xml")
        #expect(reader.attribute("tests") == "3" && reader.attribute("failures") == "1")
        var failure = ""
        try reader.forEachChild { suite in
            try suite.forEachChild { test in
                try test.forEachChild { if $0.localName == "failure" { failure = try $0.text() } }
            }
        }
        #expect(failure.contains("seen: /etc/login.defs:3"))
    }

    @Test("JSON has the counts, the scores and each rule with what was seen")
    func json() throws {
        let document = try JSON(parsing: try report().json(withTexts: true))
        #expect(document["counts"] == ["fail": 1, "pass": 2])
        let rule = try #require(document["rules"]?.array?.first)
        #expect(rule["description"]?.string?.contains("At least 20 characters") == true)
        let item = rule["findings"]?.array?.first?["items"]?.array?.first
        #expect(item?["path"] == "/etc/login.defs" && item?["line"] == 3)
    }

    @Test("Markdown names what needs attention and marks nothing up that is not ours")
    func markdown() throws {
        let text = String(decoding: try report().markdown(), as: UTF8.self)
        #expect(text.hasPrefix("# Sample &lt;benchmark&gt;\n"))
        #expect(text.contains("| high | fail | Fails \"here\" &amp; now |"))
        #expect(!text.contains("<script>"))
    }

    @Test("a checklist goes by STIG's ids and STIG's words for results")
    func checklist() throws {
        let text = String(decoding: try report().checklist(), as: UTF8.self)
        #expect(text.contains("<ATTRIBUTE_DATA>SV-1r2_rule</ATTRIBUTE_DATA>"))
        #expect(text.contains("<ATTRIBUTE_DATA>CCI-000001</ATTRIBUTE_DATA>"))
        #expect(text.contains("<STATUS>Open</STATUS>") && text.contains("<STATUS>NotAFinding</STATUS>"))
    }
}
