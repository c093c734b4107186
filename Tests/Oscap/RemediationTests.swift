import SCAP
import ScratchRoots
import Testing
import XCCDF

@testable import OscapCommands

/// `xccdf eval --remediate`: scripts that write below a scratch directory.
struct RemediationTests {
    /// The outcome and the messages of each rule in a result document, of its last result.
    private func results(_ path: String) -> [String: String] {
        var found: [String: String] = [:]
        for part in Fixtures.text(path).components(separatedBy: "<rule-result ").dropFirst() {
            let lines = part.components(separatedBy: "<message").dropFirst().map { text in
                text.between(">", "</message>")
            }
            found[part.between("idref=\"xccdf_test_rule_", "\"")] =
                ([part.between("<result>", "</result>")] + lines).joined(separator: "|")
        }
        return found
    }

    @Test("what failed is repaired and checked again, and told of a second time")
    func secondPass() throws {
        var content = try RepairContent()
        content.add("there", script: "exit 1")
        content.add("good", script: "echo made; echo warned &gt;&amp;2; touch FILE")
        content.add("bad", script: "echo tried; exit 3")
        content.add("none", "")
        content.write()
        content.root.file("files/there", "")
        let file = content.path + "/results.xml"
        let run = Run("xccdf", "eval", "--skip-valid", "--remediate", "--results", file, content.checklist)
        #expect(run.status == 2 && run.errors == "")
        let second = run.output.components(
            separatedBy: "Result\r\tfail\n\n\n--- Starting Remediation ---\n\n")
        #expect(second.count == 2)
        #expect(
            second.last == """
                Title\r\tRule good\nRule\r\txccdf_test_rule_good\nIdent\r\tCCE-1\nResult\r\tfixed\n
                Title\r\tRule bad\nRule\r\txccdf_test_rule_bad\nIdent\r\tCCE-2\nResult\r\terror\n
                Title\r\tRule none\nRule\r\txccdf_test_rule_none\nIdent\r\tCCE-3\nResult\r\tfail\n\n
                """)
        #expect(
            results(file) == [
                "there": "pass", "good": "fixed|Fix execution completed and returned: 0|made\nwarned\n",
                "bad":
                    "error|Fix execution completed and returned: 3|tried\n|"
                    + "Failed to verify applied fix: Checking engine returns: fail",
                "none": "fail|No suitable fix found.",
            ])
        #expect(Fixtures.text(file).contains("<fix "))
        #expect(Fixtures.files(content.path + "/files") == ["good", "there"])
    }

    @Test("when everything is repaired the exit code is 0")
    func clean() throws {
        var content = try RepairContent()
        content.add("good", script: "touch FILE")
        content.write()
        let run = Run("xccdf", "eval", "--skip-valid", "--remediate", "--progress-full", content.checklist)
        #expect(run.status == 0)
        #expect(
            run.output == """
                ---evaluation\nxccdf_test_rule_good|Rule good|fail
                ---remediation\nxccdf_test_rule_good|Rule good|fixed\n
                """)
    }

    @Test("values are put into scripts; what stands for nothing is never run")
    func substitution() throws {
        var content = try RepairContent()
        let sub = "<sub idref=\"xccdf_test_value_v\"/>"
        content.add(
            "value", script: "echo '\(sub)' '\(sub.replacing("/>", with: " use=\"title\"/>"))'; touch FILE")
        content.add("unknown", script: "touch FILE; echo <sub idref=\"xccdf_test_value_none\"/>")
        content.add("instance", script: "touch FILE; echo <instance/>")
        content.add("element", script: "touch FILE; echo <b xmlns=\"http://www.w3.org/1999/xhtml\">x</b>")
        content.add("empty", script: "")
        content.add("cdata", script: "<![CDATA[touch FILE && echo '<a>']]><!-- no part of it -->")
        content.write()
        let file = content.path + "/results.xml"
        let run = Run("xccdf", "eval", "--skip-valid", "--remediate", "--results", file, content.checklist)
        #expect(
            run.errors
                == "OpenSCAP Error: Could not resolve xccdf:sub/@idref='xccdf_test_value_none'!\n")
        let aborted = "Fix was not executed. Execution was aborted."
        #expect(
            results(file) == [
                "value": "fixed|Fix execution completed and returned: 0|some value The value\n",
                "unknown": "error|Fix execution was aborted: Text substitution failed.",
                "instance": "error|Fix execution was aborted: Text substitution failed.",
                "element": "error|Fix element contains unresolved child elements.|\(aborted)",
                "empty": "error|No fix available.|\(aborted)",
                "cdata": "fixed|Fix execution completed and returned: 0|&lt;a&gt;\n",
            ])
        #expect(Fixtures.files(content.path + "/files") == ["cdata", "value"])
    }

    @Test("of several repairs the one is run that this machine can run, with the least harm")
    func choice() throws {
        func fix(_ system: String, _ attributes: String, _ script: String) -> String {
            "<fix system=\"urn:xccdf:fix:\(system)\" \(attributes)>\(script)</fix>"
        }
        var content = try RepairContent()
        let wrong = "touch FILE.wrong"
        content.add("reboot", fix("script:sh", "reboot=\"true\"", wrong) + fix("commands", "", "touch FILE"))
        content.add(
            "gentle",
            fix("script:sh", "disruption=\"high\"", wrong)
                + fix("script:sh", "disruption=\"low\"", "touch FILE"))
        content.add(
            "platform",
            fix("script:sh", "platform=\"cpe:/o:nobody:nothing\"", wrong)
                + fix("script:sh", "", "touch FILE"))
        content.add("ansible", fix("script:ansible", "", wrong))
        content.write()
        let run = Run("xccdf", "eval", "--skip-valid", "--remediate", "--progress", content.checklist)
        #expect(
            run.output.components(separatedBy: "\n").suffix(5) == [
                "xccdf_test_rule_reboot:fixed", "xccdf_test_rule_gentle:fixed",
                "xccdf_test_rule_platform:fixed", "xccdf_test_rule_ansible:fail", "",
            ])
        #expect(Fixtures.files(content.path + "/files") == ["gentle", "platform", "reboot"])
    }

    @Test("a script that says too much, dies or leaves a process behind holds nothing up")
    func hostileScripts() throws {
        var content = try RepairContent()
        content.add("flood", script: "yes | head -c 3000000; touch FILE")
        content.add("dies", script: "kill -9 $$")
        content.add("behind", script: "sleep 1000 &amp; touch FILE")
        content.add("bytes", script: "printf '\\000\\033[1m\\377end'; touch FILE")
        content.add("input", script: "read -r line; echo \"$?$line\"; touch FILE")
        content.write()
        let file = content.path + "/results.xml"
        let start = ContinuousClock.now
        let run = Run("xccdf", "eval", "--skip-valid", "--remediate", "--results", file, content.checklist)
        #expect(ContinuousClock.now - start < .seconds(60))
        #expect(run.status == 2)
        let found = results(file)
        #expect(found["flood"]?.hasPrefix("error|Fix execution was ended: it wrote more than") == true)
        #expect(found["dies"]?.hasPrefix("error|Fix execution was ended by signal 9.") == true)
        #expect(found["behind"] == "fixed|Fix execution completed and returned: 0")
        #expect(found["bytes"]?.hasSuffix("|\u{FFFD}\u{FFFD}[1m\u{FFFD}end") == true)
        #expect(found["input"]?.hasSuffix("|1\n") == true)
        #expect(Run("info", file).status == 0)
    }

    @Test("a directory in the machine's place is evaluated and not repaired")
    func directory() throws {
        var content = try RepairContent()
        content.add("good", script: "touch FILE")
        content.write()
        final class Said { var text: [UInt8] = [] }
        let said = Said()
        let terminal = Terminal(output: { _ in }, errors: { said.text += $0 })
        var invocation = Invocation(program: "oscap", terminal: terminal)
        invocation.arguments.words = [content.checklist]
        let session = try ChecklistSession(invocation, options: .all)
        let before = try session.evaluated()
        let after = try Remediation(session, root: content.path).run(on: before, progress: { _ in })
        #expect(after.results == before.results && after.results[0].outcome == .fail)
        #expect(
            String(decoding: said.text, as: UTF8.self)
                == "OpenSCAP Error: Can't perform remediation in offline mode: not implemented\n")
        #expect(Fixtures.files(content.path + "/files") == [])
    }
}

extension String {
    /// What stands between two marks; empty when they are not there.
    func between(_ first: String, _ second: String) -> String {
        let rest = components(separatedBy: first).dropFirst().joined(separator: first)
        return rest.components(separatedBy: second)[0]
    }

    /// The parts between the places where a text stands.
    func components(separatedBy text: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: text) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
