import ScratchRoots
import Testing

@testable import OscapCommands

/// OVAL results of a checklist's scan, and the options about them.
struct OVALResultsTests {
    let root: ScratchRoot
    var checklist: String { root.path + "/a-xccdf.xml" }
    var definitions: String { root.path + "/a-oval.xml" }
    var file: String { root.path + "/out.xml" }

    init() throws { root = try Fixtures.directory() }

    @Test("an ARF document holds the OVAL results, and the rules' checks point to them")
    func report() {
        #expect(Run("xccdf", "eval", "--profile", "one", "--results-arf", file, checklist).status == 2)
        let text = Fixtures.text(file)
        #expect(text.contains("<arf:report id=\"oval0\">"))
        #expect(text.contains("name=\"oval:test:def:2\" href=\"#oval0\""))
        #expect(
            text.contains("<definition definition_id=\"oval:test:def:2\" version=\"1\" class=\"compliance\""))
        #expect(text.contains("<family>unix</family>") || text.contains(":family>unix<"))
        #expect(text.components(of: "<oval_definitions ") == 1)
    }

    @Test("thin results keep verdicts alone; without characteristics the items are left out")
    func size() {
        _ = Run("xccdf", "eval", "--results-arf", file, checklist)
        #expect(Fixtures.text(file).contains("tested_item") && Fixtures.text(file).contains("family_item"))
        _ = Run("xccdf", "eval", "--results-arf", file, "--without-syschar", checklist)
        #expect(Fixtures.text(file).contains("<criteria ") && !Fixtures.text(file).contains("family_item"))
        _ = Run("xccdf", "eval", "--results-arf", file, "--thin-results", checklist)
        #expect(Fixtures.text(file).contains("<definition_true reported=\"true\" content=\"thin\"/>"))
        #expect(!Fixtures.text(file).contains("tested_item") && !Fixtures.text(file).contains("family_item"))
    }

    @Test("directives decide what the results of definitions tell")
    func directives() {
        root.file(
            "d.xml",
            """
            <oval_directives xmlns="http://oval.mitre.org/XMLSchema/oval-directives-5" \
            xmlns:r="http://oval.mitre.org/XMLSchema/oval-results-5"><generator/>
            <directives include_source_definitions="false"><r:definition_true reported="true" content="thin"/>
            <r:definition_false reported="false"/></directives></oval_directives>
            """)
        let run = Run(
            "oval", "eval", "--skip-valid", "--directives", root.path + "/d.xml", "--results", file,
            definitions)
        #expect(run.status == 0 && run.errors == "")
        let text = Fixtures.text(file)
        #expect(text.contains("definition_id=\"oval:test:def:1\""))
        #expect(!text.contains("definition_id=\"oval:test:def:2\"") && !text.contains("<oval_definitions"))
        let wrong = Run("oval", "eval", "--directives", definitions, "--results", file, definitions)
        #expect(
            wrong.status == 1 && wrong.errors.contains("Expecting OVAL Directives but found OVAL Definition"))
    }

    @Test("result files keep to the current directory, whatever the content calls its files")
    func names() {
        #expect(
            ChecklistOVALResults.names(of: ["a-oval.xml", "../../etc/a-oval.xml", "/", "..", "b"]) == [
                "a-oval.xml.result.xml", "a-oval.xml.result-2.xml", "oval.result.xml", "...result.xml",
                "b.result.xml",
            ])
    }

    @Test("--reference keeps the rules of the profile that have it")
    func references() {
        let run = Run("xccdf", "eval", "--progress", "--reference", "std:1.2", checklist)
        #expect(run.output == "xccdf_test_rule_true:pass\n" && run.status == 0)
        for (reference, sentence) in [
            ("other:1", "Reference 'other' not found in the benchmark; it has std."),
            ("std:9", "No rule of the profile has the reference 'std:9'."),
            ("std", "'std' is no reference: it must be the name of a document, a colon and an id."),
        ] {
            let run = Run("xccdf", "eval", "--reference", reference, checklist)
            #expect(run.status == 1 && run.errors == "OpenSCAP Error: \(sentence)\n")
        }
    }

    @Test("what is not done is refused before anything is evaluated")
    func refusals() {
        let local = Run("xccdf", "eval", "--local-files", root.path, checklist)
        #expect(local.status == 1 && local.output == "" && local.errors.contains("'--local-files' is not"))
    }

    @Test("--verbose INFO tells of every rule, in a file if one is named")
    func verbose() {
        let said = Run("xccdf", "eval", "--verbose", "INFO", checklist)
        #expect(said.errors.contains("I: oscap: Rule xccdf_test_rule_false: fail"))
        let log = root.path + "/log"
        let written = Run("xccdf", "eval", "--verbose", "DEVEL", "--verbose-log-file", log, checklist)
        #expect(written.errors == "" && Fixtures.text(log) == said.errors)
    }

    @Test("a guide shows the rules of the profile, in a file or on standard output")
    func guide() {
        let run = Run("xccdf", "generate", "guide", "--profile", "one", checklist)
        #expect(run.status == 0 && run.output.contains("True rule") && !run.output.contains("Off rule"))
        #expect(
            Run("xccdf", "generate", "guide", "--profile", "one", "--output", file, checklist).status == 0)
        #expect(Fixtures.text(file) == run.output)
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(of text: String) -> Int {
        ranges(of: text).count
    }
}
