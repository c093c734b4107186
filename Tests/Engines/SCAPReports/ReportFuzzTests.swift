import Fuzzing
import SCAPReports
import Testing
import XCCDF

@Suite("Mutants of result files")
struct ReportFuzzTests {
    private static let tokens = [
        "<", ">", "/>", "&lt;", "&#0;", "&#x41;", "&", "<![CDATA[", "]]>", "<!--", "-->", "<?x?>",
        "<Group id='g'>",
        "</Group>", "<h:script>", "<h:a href='javascript:x'>", "idref=\"xccdf_org.example_rule_fails\"", "'",
        "\"",
        "<result>fail</result>", "href=\"#oval0\"", "item_id=\"7\"",
        "<sub idref=\"xccdf_org.example_value_v\"/>",
        "xmlns=", "weight=\"nan\"", "1e999", "\u{0}", "\u{202e}",
    ]

    @Test(
        "a mutant is refused in one sentence, or every format of it can be written", .timeLimit(.minutes(10)))
    func mutants() {
        var read = 0
        for mutant in Mutants(of: [Sample.arf, Sample.inBenchmark], tokens: Self.tokens, count: 1500) {
            do throws(ReportError) {
                let report = try Report(bytes: mutant.bytes, name: "m.xml")
                read += 1
                let pieces = Pieces()
                do { try report.writeHTML(to: pieces.receive) } catch {
                    #expect(error is ReportError, "\(mutant)")
                }
                #expect(pieces.text.split(separator: "<script").count <= 2, "\(mutant)")
                _ = try report.sarif()
                _ = try report.json(withTexts: true)
                _ = try report.checklist()
                _ = (report.csv(), report.junit(), report.markdown())
            } catch {
                #expect(!error.description.contains("\n") && error.file == "m.xml", "\(mutant)")
            }
        }
        #expect(read > 100)
    }
}
