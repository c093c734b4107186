import ArgumentParser
import Bytes
import Glibc
import Host
import OVAL
import SCAP
import SCAPReports
import ScratchRoots
import Testing
import XCCDF

@testable import Compliance

/// The ARF document of `compliance scan`.
struct AssetReportArgumentsTests {
    let root: ScratchRoot
    var file: String { root.path + "/arf.xml" }
    var checklist: String { root.path + "/a-xccdf.xml" }

    init() throws {
        root = try ScratchRoot()
        root.file(
            "a-oval.xml",
            """
            <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" \
            xmlns:ind="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent"><definitions>
            <definition class="compliance" id="oval:t:def:1" version="1"><criteria>
            <criterion test_ref="oval:t:tst:1"/></criteria></definition></definitions><tests>
            <ind:family_test check="all" comment="the family is right" id="oval:t:tst:1" version="1">
            <ind:object object_ref="oval:t:obj:1"/><ind:state state_ref="oval:t:ste:1"/></ind:family_test></tests>
            <objects><ind:family_object id="oval:t:obj:1" version="1"/></objects>
            <states><ind:family_state id="oval:t:ste:1" version="1"><ind:family>plan9</ind:family></ind:family_state>
            </states></oval_definitions>
            """)
        root.file(
            "a-xccdf.xml",
            """
            <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_t_benchmark_a"><status>draft</status>
            <title>T</title><version>1</version><Rule id="xccdf_t_rule_family" selected="true"><title>F</title>
            <check system="http://oval.mitre.org/XMLSchema/oval-definitions-5">
            <check-content-ref href="a-oval.xml" name="oval:t:def:1"/></check></Rule></Benchmark>
            """)
    }

    private func write(_ words: String...) throws -> String {
        let arguments = try AssetReportArguments.parse(["--arf", file] + words)
        let content = try Content(path: checklist, options: .all)
        let record = arguments.record()
        let result = try content.scan(
            .default, collector: Collector(host: try Host(root: root.path)), clock: { 0 }, record: record)
        let system = SystemInfo()
        try arguments.write(
            content, result, TestResultSubject(target: "h", benchmarkHref: checklist), record: record,
            system: system)
        return text()
    }

    private func text() -> String {
        guard let stream = fopen(file, "r") else { return "" }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        while case let byte = fgetc(stream), byte != EOF { bytes.append(UInt8(byte)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("the document holds what OVAL saw, and reads as a report with evidence")
    func whole() throws {
        let text = try write()
        #expect(text.contains("<arf:report id=\"oval0\">") && text.contains("<oval_definitions "))
        #expect(text.contains("family_item") && text.contains("href=\"#oval0\""))
        let finding = try #require(try Report(path: file).rules.first?.findings.first)
        #expect(finding.comment == "the family is right" && finding.observations.count == 1)
    }

    @Test("thin results keep verdicts alone")
    func thin() throws {
        let text = try write("--thin")
        #expect(text.contains("definition_id=\"oval:t:def:1\"") && !text.contains("family_item"))
        #expect(!text.contains("tested_item"))
    }

    @Test("a referenced source is named by its URL and its digest, and nothing of it is copied")
    func referenced() throws {
        let text = try write("--arf-source", "referenced")
        let resolved = try #require(realpath(checklist, nil))
        defer { free(resolved) }
        #expect(text.contains("xlink:href=\"file://\(String(cString: resolved))\""))
        let digest = Hex.encode(Digest.of(checklistBytes, .sha256))
        #expect(text.contains("sha256=\"\(digest)\""))
        #expect(!text.contains("<Benchmark ") && !text.contains("<oval_definitions "))
        #expect(text.contains("family_item"))
        #expect(try Report(path: file).notes.first?.contains("It is in file://") == true)
        #expect(try Report(path: file, benchmarkPath: checklist).notes.isEmpty)
        root.file("a-xccdf.xml", bytes: checklistBytes + [0x0A])
        let notes = try Report(path: file, benchmarkPath: checklist).notes
        #expect(notes.first?.contains("is not the content that was evaluated") == true)
    }

    private var checklistBytes: [UInt8] {
        guard let stream = fopen(checklist, "r") else { return [] }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        while case let byte = fgetc(stream), byte != EOF { bytes.append(UInt8(byte)) }
        return bytes
    }

    @Test("what is said about a document that is not wanted is refused")
    func refusals() throws {
        #expect(throws: (any Error).self) { try AssetReportArguments.parse(["--thin"]) }
        #expect(throws: (any Error).self) {
            try AssetReportArguments.parse(["--arf-source", "referenced"])
        }
        #expect(try AssetReportArguments.parse([]).record() == nil)
    }

    @Test("a URL has no byte that means something else there")
    func url() {
        #expect(ContentPlace.url("/a b/ü?#%.xml") == "file:///a%20b/%C3%BC%3F%23%25.xml")
    }
}
