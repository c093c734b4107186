import Fuzzing
import SCAP
import Testing
import XCCDF

@Suite struct ContentSummaryTests {
    let directory = TemporaryDirectory()
    static let text = collection(
        benchmark: benchmark(
            "<Profile id='p'><title>P</title></Profile>" + rule("r") + rule("s", href: "far.xml")))

    @Test("a collection's streams, checklists, profiles and check files are listed")
    func collectionOfStreams() throws {
        let summary = try ContentSummary(path: directory.write("ds.xml", Self.text))
        #expect(summary.kind == .dataStream(version: "1.3"))
        #expect(summary.streams.map(\.id) == ["stream"])
        let checklist = try #require(summary.checklists.first)
        #expect(checklist.stream == "stream" && checklist.reference == "cref-xccdf")
        #expect(checklist.profiles.map(\.title) == ["P"])
        #expect(checklist.checkFiles.map(\.href) == ["oval.xml", "far.xml"])
        #expect(summary.timestamps["comp-oval"] == "2025-01-01T00:00:00")
    }

    @Test("bare documents are listed too, and what is not SCAP is refused")
    func bareDocuments() throws {
        let bare = try ContentSummary(path: directory.write("b.xml", benchmark(rule("r"))))
        #expect(bare.kind == .benchmark(version: "1.2") && bare.checklists.count == 1)
        #expect(
            try ContentSummary(path: directory.write("o.xml", oval)).kind
                == .oval(.definitions, version: "5.11.1"))
        #expect(throws: SCAPError.self) { try ContentSummary(path: directory.write("h.xml", "<html/>")) }
    }

    @Test("content that is wrong or cut off is told with the file's name")
    func wrong() throws {
        let wrong = directory.write("w.xml", Self.text.replacing("<Rule id=\"s\">", with: "<Rule>"))
        #expect(throws: SCAPError.self) { try ContentSummary(path: wrong) }
        let cut = directory.write("c.xml", String(Self.text.prefix(Self.text.count * 3 / 4)))
        do {
            _ = try ContentSummary(path: cut)
            Issue.record("it was read")
        } catch {
            #expect("\(error)".hasPrefix("\(cut):") && "\(error)".contains("not well-formed"))
        }
    }

    @Test("a mutant is refused in one line or listed", .timeLimit(.minutes(5)))
    func mutants() {
        let path = directory.write("m.xml", "")
        for mutant in Mutants(
            of: [Self.text], tokens: ["<", "</ds:component>", "id=''", "<!--", "]]>"], count: 800)
        {
            directory.overwrite("m.xml", mutant.bytes)
            do throws(SCAPError) {
                #expect(try ContentSummary(path: path).checklists.count < 5, "\(mutant)")
            } catch {
                #expect(error.description.hasPrefix(path) && !error.description.contains("\n"), "\(mutant)")
            }
        }
    }

    @Test("real profiles are those of a whole reading", .enabled(if: Oscap.canCompare))
    func realContent() throws {
        let path = Oscap.content ?? ""
        let listed = try ContentSummary(path: path).checklists.flatMap { $0.profiles.map(\.id) }
        #expect(try listed == Content(path: path, options: []).benchmark.profiles.map(\.id))
        #expect(!listed.isEmpty)
    }
}
