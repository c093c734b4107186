import ScratchRoots
import Testing

@testable import OscapCommands

/// `xccdf resolve`, `xccdf generate custom` and pages of OVAL results.
struct ResolveTests {
    let root: ScratchRoot
    func path(_ name: String) -> String { "\(root.path)/\(name)" }

    init() throws { root = try Fixtures.directory() }

    @Test("a checklist that is resolved already is resolved again only by force")
    func force() {
        let plain = Run("xccdf", "resolve", "-o", path("out.xml"), path("a-xccdf.xml"))
        #expect(plain.status == 1 && plain.output == "")
        #expect(plain.errors == "Benchmark is already resolved!\n")
        #expect(Fixtures.text(path("out.xml")) == "")
        let forced = Run("xccdf", "resolve", "--force", "-o", path("out.xml"), path("a-xccdf.xml"))
        #expect(forced.status == 0 && forced.output == "" && forced.errors == "")
        let before = Run("xccdf", "eval", path("a-xccdf.xml"))
        #expect(Run("xccdf", "eval", path("out.xml")).output == before.output)
    }

    @Test("a loop, a missing output and what is no checklist are refused in the peer's words")
    func refusals() {
        let loop = Fixtures.checklist.replacing(" resolved=\"1\"", with: "").replacing(
            "<Profile id=\"xccdf_test_profile_one\">",
            with: "<Profile id=\"xccdf_test_profile_one\" extends=\"xccdf_test_profile_one\">")
        root.file("loop.xml", loop)
        let refused = Run("xccdf", "resolve", "-o", path("out.xml"), path("loop.xml"))
        #expect(refused.status == 1)
        #expect(refused.errors == "Benchmark resolving failure (probably a dependency loop)!\n")
        let silent = Run("xccdf", "resolve", path("a-xccdf.xml"))
        #expect(silent.status == 1 && silent.errors == "No output document filename specified!\n")
        #expect(Run("xccdf", "resolve", "-o", path("out.xml"), path("a-oval.xml")).status == 1)
        #expect(Run("xccdf", "resolve", "-o", path("out.xml")).errors.contains("XCCDF file need"))
        #expect(Fixtures.text(path("out.xml")) == "")
    }

    @Test("style sheets from outside are refused, and what to do instead is said")
    func custom() {
        root.file("sheet.xsl", "<x/>")
        let refused = Run(
            "xccdf", "generate", "custom", "--stylesheet", path("sheet.xsl"), path("a-xccdf.xml"))
        #expect(refused.status == 1 && refused.output == "" && refused.errors.contains("xsltproc"))
        let missing = Run("xccdf", "generate", "custom", "--stylesheet", "/no.xsl", path("a-xccdf.xml"))
        #expect(missing.status == 1 && missing.errors.contains("XSLT file '/no.xsl' not found"))
        let none = Run("xccdf", "generate", "custom", path("a-xccdf.xml"))
        #expect(none.status == 100 && none.errors.contains("XSLT Stylesheet needs to be specified!"))
    }

    @Test("the page of an evaluation and of its results file say the same of each definition")
    func definitionsReport() {
        let (page, results, again) = (path("a.html"), path("r.xml"), path("b.html"))
        let run = Run("oval", "eval", "--results", results, "--report", page, path("a-oval.xml"))
        #expect(run.status == 0 && run.errors == "")
        #expect(Run("oval", "generate", "report", "--output", again, results).status == 0)
        let printed = Run("oval", "generate", "report", results)
        #expect(printed.status == 0 && printed.output == Fixtures.text(again))
        for text in [Fixtures.text(page), printed.output] {
            #expect(text.contains("<span class=\"o fail\">false</span> False"))
            #expect(text.contains("<span class=\"o pass\">true</span> True"))
        }
        let wrong = Run("oval", "generate", "report", path("a-oval.xml"))
        #expect(wrong.status == 1 && wrong.output == "" && wrong.errors.contains("Expecting OVAL Results"))
        #expect(Run("oval", "generate", "report").status == 100)
    }
}
