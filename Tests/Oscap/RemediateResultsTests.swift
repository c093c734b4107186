import Glibc
import Host
import OVAL
import Processes
import SCAP
import ScratchRoots
import Testing
import XCCDF

@testable import OscapCommands

/// `xccdf remediate`: repairs from a result document.
struct RemediateResultsTests {
    private let content: RepairContent

    init() throws {
        var content = try RepairContent()
        content.add("there", script: "exit 1")
        content.add("good", script: "echo made; touch FILE")
        content.add("bad", script: "echo tried; exit 3")
        content.add("none", "")
        content.write()
        content.root.file("files/there", "")
        self.content = content
    }

    private func path(_ name: String) -> String { content.path + "/" + name }

    @Test("the repairs of failed results are run, and a result is added to those of the file")
    func addsResult() throws {
        let scan = Run("xccdf", "eval", "--skip-valid", "--results", path("1.xml"), content.checklist)
        #expect(scan.status == 2 && Fixtures.files(path("files")) == ["there"])
        let run = Run(
            "xccdf", "remediate", "--skip-valid", "--progress", "--results", path("2.xml"), path("1.xml"))
        #expect(run.status == 2 && run.errors == "")
        #expect(
            run.output == "xccdf_test_rule_good:fixed\nxccdf_test_rule_bad:error\nxccdf_test_rule_none:fail\n"
        )
        let document = Fixtures.text(path("2.xml"))
        #expect(document.components(separatedBy: "<TestResult ").count == 3)
        let added = document.components(separatedBy: "<TestResult ")[2]
        #expect(added.between("id=\"", "\"") == "xccdf_martlet_testresult_default001")
        #expect(added.contains("<result>fixed</result>") && added.contains("<result>pass</result>"))
        // The latest result is gone on from: only what has no repair is left to try.
        let again = Run(
            "xccdf", "remediate", "--skip-valid", "--progress", "--results", path("3.xml"), path("2.xml"))
        #expect(again.output == "xccdf_test_rule_none:fail\n")
        #expect(Fixtures.text(path("3.xml")).contains("id=\"xccdf_martlet_testresult_default001001\""))
        let first = Run(
            "xccdf", "remediate", "--skip-valid", "--progress", "--result-id", "testresult_default",
            "--results", path("4.xml"), path("2.xml"))
        #expect(first.output == run.output)
        #expect(Fixtures.text(path("4.xml")).contains("id=\"xccdf_martlet_testresult_default002\""))
    }

    @Test("what holds no such result is refused, and nothing is run")
    func refusals() throws {
        #expect(
            Run("xccdf", "remediate", "--skip-valid", content.checklist).errors
                == "OpenSCAP Error: Could not find latest TestResult element.\n")
        _ = Run(
            "xccdf", "eval", "--skip-valid", "--profile", "p", "--results", path("1.xml"), content.checklist)
        let unknown = Run("xccdf", "remediate", "--skip-valid", "--result-id", "other", path("1.xml"))
        #expect(unknown.status == 1)
        #expect(unknown.errors == "OpenSCAP Error: Could not find TestResult/@id=\"other\"\n")
        let text = Fixtures.text(path("1.xml"))
        content.root.file(
            "2.xml",
            text.replacing("<profile idref=\"xccdf_test_profile_p\"", with: "<profile idref=\"tailored\""))
        let tailored = Run("xccdf", "remediate", "--skip-valid", path("2.xml"))
        #expect(tailored.status == 1 && tailored.errors.contains("Could not find Profile/@id=\"tailored\""))
        content.root.file("3.xml", String(text.prefix(text.count * 9 / 10)))
        #expect(Run("xccdf", "remediate", "--skip-valid", path("3.xml")).status == 1)
        #expect(Run("xccdf", "remediate", "--skip-valid", path("missing.xml")).status == 1)
        #expect(Run("xccdf", "remediate", "--skip-valid", path("r-oval.xml")).status == 1)
        #expect(Run("xccdf", "remediate").status == 100)
        #expect(Fixtures.files(path("files")) == ["there"])
    }

    @Test(
        "oscap says the same", .enabled(if: access("/usr/bin/oscap", X_OK) == 0),
        arguments: [["eval", "--remediate"], ["eval", "--remediate", "--progress-full"]])
    func peer(arguments: [String]) throws {
        let line = ["xccdf"] + arguments + ["--skip-valid", content.checklist]
        let peer = ChildProcess(
            command: "/usr/bin/timeout", arguments: ["-s", "KILL", "120", "/usr/bin/oscap"] + line,
            environment: ["PATH": "/usr/bin:/bin"], outputLimit: 1 << 20, patience: .seconds(130))
        guard case .exited(let status, let output, _) = peer.run(), status != 137 else {
            Issue.record("the peer did not end: oscap \(line.joined(separator: " "))")
            return
        }
        unlink(content.file("good"))
        let ours = Run(line)
        #expect(ours.output == String(decoding: output, as: UTF8.self))
        #expect(ours.status == status)
    }
}

extension ChecklistSession {
    /// What the rules of the session come to on this machine.
    func evaluated() throws -> BenchmarkResult {
        try content.scan(choice, collector: Collector(host: Host(root: "/")), clock: { 0 })
    }
}
