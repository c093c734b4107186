import SCAPReports
import Testing
import XCCDF

@Suite struct ReportReadingTests {
    @Test("an ARF document gives the subject, the results, the tree, the texts and what OVAL saw")
    func arf() throws {
        let report = try Report(bytes: Array(Sample.arf.utf8), name: "arf.xml")
        #expect(report.title == "Sample <benchmark>")
        #expect(report.profileTitle == "Profile")
        #expect(report.target == "host" && report.addresses == ["192.0.2.1"] && report.identity == "root")
        #expect(
            report.score
                == TestResultScore(system: "urn:xccdf:scoring:default", value: 66.666667, maximum: 100))
        #expect(report.rules.map(\.outcome) == [.fail, .pass, .pass, .notSelected])
        #expect(report.groups.map(\.title) == ["Outer", "Inner"] && report.groups[1].parent == 0)
        #expect(report.rules.map(\.group) == [1, 0, nil, nil])
        let finding = try #require(report.rules[0].findings.first)
        #expect(report.rules[0].findings.count == 1)
        #expect(finding.comment == "the length is set" && finding.verdict == "false")
        #expect(
            finding.lookedFor == [
                #"filepath equals "/etc/login.defs""#, #"pattern pattern match "^len=(\d+)""#,
            ])
        #expect(finding.expected == [#"subexpression greater than or equal "15""#])
        #expect(finding.itemCount == 2 && finding.observations.map(\.verdict) == ["false", "true"])
        #expect(finding.observations[0].path == "/etc/login.defs" && finding.observations[0].line == 3)
    }

    @Test("texts keep their marks, take the values in force, and lose what could run")
    func texts() throws {
        let report = try Report(bytes: Array(Sample.inBenchmark.utf8), name: "r.xml")
        let detail = try report.detail(of: report.rules[0])
        #expect(detail.description.html.contains("At least 20 characters"))
        #expect(detail.description.html.contains("<pre>minlen = 15</pre>"))
        #expect(detail.description.html.contains(#"href="https://example.org/?a=1&amp;b=2">more</a>"#))
        for hostile in ["script", "alert(1)", "javascript:", "onerror", "<img"] {
            #expect(!detail.description.html.contains(hostile))
        }
        #expect(detail.description.plain.contains("minlen = 15\nmore"))
        #expect(detail.fixes.map(\.text) == ["len=20 && run\n"])
        #expect(detail.idents == [Ident(system: "https://example.org/cce", text: "CCE-1")])
    }

    @Test("results without their benchmark are read and say so")
    func bare() throws {
        let report = try Report(bytes: Array(Sample.testResult.utf8), name: "r.xml")
        #expect(report.rules.count == 4 && report.title.isEmpty)
        #expect(report.notes == ["The benchmark is not part of the results: rules are shown by their ids."])
    }

    @Test(
        "a file that is no result is refused in a sentence that names it",
        arguments: [
            ("", "r.xml: the document has no root element"),
            ("<a/>", "r.xml: the file holds no TestResult; it is no result file"),
            ("<TestResult id='x'>", "r.xml:1: the document ends early"),
            ("<TestResult>\n</TestResults>", "r.xml:2: the end tag matches no start tag"),
            ("<!DOCTYPE a><a/>", "r.xml:1: a document type declaration (DTD) is not allowed; remove it"),
            (
                "<?xml version='1.0' encoding='UTF-16'?><a/>",
                "r.xml:1: the encoding is \"utf-16\"; only UTF-8 is read here"
            ),
            (
                "<TestResult><rule-result idref='r'><result>maybe</result></rule-result></TestResult>",
                "r.xml:1: the result of \"r\" is \"maybe\", which XCCDF does not know"
            ),
            ("<TestResult><target>&x;</target></TestResult>", "r.xml:1: the reference \"&x;\" is not known"),
        ])
    func refused(document: String, sentence: String) {
        #expect { try Report(bytes: Array(document.utf8), name: "r.xml") } throws: { "\($0)" == sentence }
    }

    @Test("a result is found by the end of its id; another id lists those that there are")
    func choice() throws {
        let bytes = Array(Sample.testResult.utf8)
        #expect(try Report(bytes: bytes, name: "r.xml", resultID: "_t").resultID.hasSuffix("testresult_t"))
        #expect { try Report(bytes: bytes, name: "r.xml", resultID: "nope") } throws: {
            "\($0)".contains("it has xccdf_org.example_testresult_t")
        }
    }

    @Test("a file larger than the window is read as one in memory")
    func window() throws {
        let filler = String(
            repeating: "<rule-result idref='f'><result>pass</result></rule-result>", count: 9000)
        let document = Sample.arf.replacing("<score ", with: "<!-- \(filler) -->\(filler)<score ")
        let scratch = try ScratchFile(Array(document.utf8))
        let report = try Report(path: scratch.path)
        #expect(report.rules.count == 9004)
        #expect(report.rules[0].findings.first?.comment == "the length is set")
        #expect(try report.detail(of: report.rules[0]).rationale.plain == "Short ones are guessed.")
    }
}
