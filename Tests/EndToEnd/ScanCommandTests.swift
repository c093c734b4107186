import Foundation
import Testing

@Suite("martlet compliance scan", .enabled(if: MartletProcess.binary != nil, "martlet is not built"))
struct ScanCommandTests {
    private let martlet = Command(path: MartletProcess.binary ?? "martlet")

    @Test(
        "content that cannot be read is one clear line and exit code 1",
        arguments: [
            ("missing", nil),
            ("empty", ""),
            ("not XML", "hello"),
            ("not SCAP", "<a/>"),
            ("truncated", "<Benchmark xmlns=\"http://checklists.nist.gov/xccdf/1.2\" id=\"b\"><title>x</ti"),
            ("XXE", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"),
            (
                "billion laughs",
                "<!DOCTYPE a [<!ENTITY b \"xxxxxxxxxx\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><a>&c;</a>"
            ),
        ] as [(String, String?)])
    func refusesContent(name: String, text: String?) async throws {
        let path = TemporaryFolder.path() + ".xml"
        if let text { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
        defer { try? FileManager.default.removeItem(atPath: path) }
        let outcome = try await martlet.run(["compliance", "scan", "--profile", "p", "--content", path])
        #expect(outcome.status == 1, "\(name): \(outcome)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.split(separator: "\n").count == 1, "\(outcome.error)")
        #expect(outcome.error.contains(path))
        #expect(!outcome.error.contains("root:x:0:0"))
    }

    @Test(
        "a command line that makes no sense ends with 64",
        arguments: [["compliance", "scan"], ["compliance", "scan", "--profile", "p", "-o", "wax"]])
    func usage(arguments: [String]) async throws {
        #expect(try await martlet.run(arguments).status == 64)
    }

    @Test(
        "findings decide the exit code: 2 at or above --fail-on, else 0",
        .enabled(if: Content.isPresent, "ssg-debian12-ds.xml is missing"),
        arguments: [("unknown", 2), ("medium", 2), ("high", 0)])
    func exitCodes(threshold: String, code: Int32) async throws {
        let outcome = try await martlet.run([
            "compliance", "scan", "--profile", "standard", "--content", Content.path, "--root",
            try SmallHost().root, "--rule", "file-permissions-etc-passwd", "--fail-on", threshold,
        ])
        #expect(outcome.status == code, "\(outcome)")
        #expect(outcome.lines.first?.split(separator: " ") == ["RULE", "RESULT", "SEVERITY", "TITLE"])
        #expect(outcome.lines.count == 2)
    }

    @Test("an unknown profile is named, with those that there are", .enabled(if: Content.isPresent))
    func unknownProfile() async throws {
        let outcome = try await martlet.run([
            "compliance", "scan", "--profile", "nonsense", "--content", Content.path,
        ])
        #expect(outcome.status == 1)
        #expect(outcome.error.contains("nonsense"))
        #expect(outcome.error.contains("standard"))
    }

    @Test(
        "--help shows examples",
        arguments: [["--help"], ["up", "--help"], ["compliance", "scan", "--help"]])
    func help(arguments: [String]) async throws {
        let outcome = try await martlet.run(arguments)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("EXAMPLES"))
    }
}
