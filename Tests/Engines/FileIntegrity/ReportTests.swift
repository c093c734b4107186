import Glibc
import ScratchRoots
import Testing

@testable import FileIntegrity

@Suite("Reports", .serialized)
struct ReportTests {
    /// A tree with one addition, one removal and one change; the lines are what `aide` 0.18.3 wrote for the
    /// same.
    func outcome(_ head: String) throws -> (IntegrityOutcome, Configuration) {
        let box = try Sandbox()
        for name in ["changed", "gone"] { box.file(name, "x") }
        let configuration = try box.configuration("/[a-z] s+p+ftype", "report_level=list_entries\n" + head)
        try box.initialize(configuration)
        unlink(box.root + "/gone")
        box.file("changed", "xyz")
        box.file("new\n", "y")
        var outcome = try box.run(.check, configuration)
        outcome.start = 0
        outcome.end = 61
        return (outcome, configuration)
    }

    func text(_ head: String) throws -> (String, Int32) {
        let (outcome, configuration) = try outcome(head)
        let (reports, code) = Report.all(outcome, configuration)
        let text = String(decoding: reports[0].bytes, as: UTF8.self)
        return (text.replacing(configuration.rootPrefix ?? "", with: "ROOT"), code)
    }

    @Test("the plain report is the peer's")
    func plain() throws {
        let (text, code) = try text("report_level=changed_attributes")
        #expect(code == 7)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast(2)
        #expect(
            lines.joined(separator: "\n") == """
                AIDE found differences between database and filesystem!!
                Root prefix: ROOT

                Summary:
                  Total number of entries:\t2
                  Added entries:\t\t1
                  Removed entries:\t\t1
                  Changed entries:\t\t1

                ---------------------------------------------------
                Added entries:
                ---------------------------------------------------

                f+++++++++++++++++: /new\\012

                ---------------------------------------------------
                Removed entries:
                ---------------------------------------------------

                f-----------------: /gone

                ---------------------------------------------------
                Changed entries:
                ---------------------------------------------------

                f > .             : /changed

                ---------------------------------------------------
                Detailed information about changes:
                ---------------------------------------------------

                File: /changed
                 Size      : 1                                | 3


                """)
    }

    @Test("the JSON report is one object with the same findings")
    func json() throws {
        let (text, _) = try text("report_format=json\nreport_summarize_changes=no")
        #expect(
            text.contains("  \"added\": [\n    \"/new\\n\"\n  ],\n  \"removed\": [\n    \"/gone\"\n  ],\n"))
        #expect(
            text.contains("    \"total\": 2,\n    \"added\": 1,\n    \"removed\": 1,\n    \"changed\": 1\n"))
        #expect(text.hasPrefix("{\n  \"start_time\": ") && text.hasSuffix("  \"run_time_seconds\": 61\n}\n"))
    }

    @Test("the line report has an object a line")
    func ndjson() throws {
        let (text, _) = try text("report_format=ndjson")
        let lines = text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.hasPrefix("{ \"type\": \"") && $0.hasSuffix(" }") })
        #expect(lines.contains("{ \"type\": \"removal\", \"/gone\": \"f-----------------\" }"))
        #expect(lines.contains("{ \"type\": \"change\", \"/changed\": \"f > .             \" }"))
    }

    @Test("what is ignored does not count, and a quiet report says nothing then")
    func ignored() throws {
        let box = try Sandbox()
        box.file("a", "x")
        let configuration = try box.configuration(
            "/ s", "report_ignore_changed_attrs=s\nreport_quiet=yes\nreport_url=stdout")
        try box.initialize(configuration)
        box.file("a", "xyz")
        let (reports, code) = Report.all(try box.run(.check, configuration), configuration)
        #expect(code == 0)
        #expect(reports.map(\.bytes) == [[]])
    }

    @Test("the letters of 0.16 are those that its operators know")
    func oldLetters() throws {
        let box = try Sandbox(.v0_16)
        box.file("a", "x")
        let configuration = try box.configuration("/a p+s")
        try box.initialize(configuration)
        box.file("a1", "x")
        let text = Report.all(try box.run(.check, configuration), configuration).reports.map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
        #expect(text[0].contains("\nf++++++++++++++++: /a1"))
        #expect(text[0].contains("(AIDE 0.16)"))
    }
}
