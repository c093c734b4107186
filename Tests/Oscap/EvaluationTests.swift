import ScratchRoots
import Testing

@testable import OscapCommands

struct EvaluationTests {
    let root: ScratchRoot
    var checklist: String { root.path + "/a-xccdf.xml" }
    var definitions: String { root.path + "/a-oval.xml" }

    init() throws { root = try Fixtures.directory() }

    @Test(
        "each rule is a block of lines with carriage returns before the tabs; a failure makes the exit code 2"
    )
    func blocks() {
        let run = Run("xccdf", "eval", "--profile", "one", checklist)
        #expect(run.status == 2)
        #expect(
            run.output.hasPrefix(
                "--- Starting Evaluation ---\n\nTitle\r\tTrue rule\nRule\r\txccdf_test_rule_true\n"
                    + "Ident\r\tCCE-1\nIdent\r\tCCE-2\nResult\r\tpass\n\nTitle\r\tFalse rule\n"))
        #expect(run.output.hasSuffix("Rule\r\txccdf_test_rule_manual\nResult\r\tnotchecked\n\n"))
        #expect(!run.output.contains("rule_off"))
    }

    @Test("--progress prints ids and results alone, --progress-full titles too")
    func progress() {
        #expect(
            Run("xccdf", "eval", "--progress", "--rule", "xccdf_test_rule_true", checklist).output
                == "xccdf_test_rule_true:pass\n")
        #expect(
            Run("xccdf", "eval", "--progress-full", "--rule", "xccdf_test_rule_true", checklist).output
                == "---evaluation\nxccdf_test_rule_true|True rule|pass\n")
    }

    @Test("--rule evaluates what the profile leaves out, --skip-rule leaves out what it selects")
    func chosenRules() {
        let off = Run(
            "xccdf", "eval", "--progress", "--profile", "one", "--rule", "xccdf_test_rule_off", checklist)
        #expect(off.output == "xccdf_test_rule_off:notchecked\n" && off.status == 0)
        let skipped = Run("xccdf", "eval", "--progress", "--skip-rule", "xccdf_test_rule_false", checklist)
        #expect(!skipped.output.contains("rule_false") && skipped.status == 0)
        let unknown = Run("xccdf", "eval", "--rule", "true", checklist)
        #expect(unknown.status == 1)
        #expect(unknown.errors == "OpenSCAP Error: Rule 'true' not found in selected profile.\n")
    }

    @Test("an ending of a profile's id is enough when it is the only one")
    func profileSuffix() {
        let none = Run("xccdf", "eval", "--profile", "three", checklist)
        #expect(none.status == 1)
        #expect(
            none.errors
                == "No profile matching suffix \"three\" was found. Get available profiles using:\n"
                + "$ oscap info \"\(checklist)\"\n")
        #expect(
            Run("xccdf", "eval", "--profile", "", checklist).errors.hasPrefix("At least two profiles matched")
        )
    }

    @Test("definitions are told from the far end of the ids, and external variables come from a file")
    func definitionOrder() {
        let run = Run("oval", "eval", definitions)
        #expect(run.output.hasPrefix("Definition oval:test:def:2: false\nDefinition oval:test:def:10: "))
        #expect(run.output.hasSuffix("Definition oval:test:def:1: true\nEvaluation done.\n"))
        root.file(
            "vars.xml",
            """
            <oval_variables xmlns="http://oval.mitre.org/XMLSchema/oval-variables-5"><variables>
            <variable id="oval:test:var:1" datatype="string" comment="x"><value>unix</value></variable>
            </variables></oval_variables>
            """)
        let variable = Run(
            "oval", "eval", "--variables", root.path + "/vars.xml", "--id", "oval:test:def:10", definitions)
        #expect(variable.output == "Definition oval:test:def:10: true\nEvaluation done.\n")
    }

    @Test("results land whole in their file, and a missing directory leaves nothing behind")
    func results() {
        let file = root.path + "/results.xml"
        #expect(Run("xccdf", "eval", "--profile", "one", "--results", file, checklist).status == 2)
        #expect(Fixtures.text(file).contains("<rule-result idref=\"xccdf_test_rule_false\""))
        let before = Fixtures.files(root.path)
        let lost = Run("xccdf", "eval", "--results", root.path + "/missing/results.xml", checklist)
        #expect(lost.status == 1)
        #expect(lost.errors.contains("Could not open output file '\(root.path)/missing/results.xml'"))
        #expect(Fixtures.files(root.path) == before)
    }

    @Test("OVAL results and system characteristics are what info says they are")
    func ovalResults() {
        let results = root.path + "/r.xml"
        #expect(Run("oval", "eval", "--results", results, definitions).status == 0)
        #expect(Run("info", results).output.hasPrefix("Document type: OVAL Results\n"))
        #expect(Fixtures.text(results).contains("definition_id=\"oval:test:def:1\""))
        let characteristics = root.path + "/s.xml"
        let run = Run("oval", "collect", "--syschar", characteristics, definitions)
        #expect(run.output == "Collected: \"oval:test:obj:1\" : complete\n")
        #expect(Run("info", characteristics).output.hasPrefix("Document type: OVAL System Characteristics\n"))
    }
}
