import Foundation
import Glibc
import Testing

@Suite(
    "martlet integrity watch", .enabled(if: MartletProcess.binary != nil, "martlet is not built"),
    .enabled(if: geteuid() == 0, "only root may watch whole file systems"))
struct IntegrityWatchTests {
    @Test("a change is told with its process, and again when it is taken back")
    func changes() async throws {
        let node = try IntegrityNode()
        _ = try await node.run("init")
        async let watch = node.run("watch", "--duration", "12", "-o", "ndjson")
        // The first look has to be over before the change.
        try await Task.sleep(for: .seconds(6))
        let shell = Command(path: "/bin/sh")
        _ = try await shell.run(["-c", "echo evil >> '\(node.root)/etc/passwd'"])
        try await Task.sleep(for: .seconds(2))
        try node.write("etc/passwd", "root:x:0:0::/root:/bin/sh\n")
        let outcome = try await watch
        #expect(outcome.status == 2, "\(outcome)")
        let told = try outcome.lines.map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }.filter { $0["path"] as? String == "/etc/passwd" }
        #expect(told.map { $0["kind"] as? String } == ["changed", "resolved"], "\(outcome)")
        let actors = told.first?["actors"] as? [[String: Any]]
        #expect(actors?.first?["pid"] is Int, "\(outcome)")
        #expect(outcome.error.contains("0 losses"))
    }

    @Test("it ends cleanly when it is asked to, and refuses to begin without a baseline")
    func ending() async throws {
        let node = try IntegrityNode()
        let refused = try await node.run("watch", "--duration", "1")
        #expect(refused.status == 1)
        #expect(refused.error.contains("there is no baseline yet"))
        _ = try await node.run("init")
        let binary = MartletProcess.binary ?? "martlet"
        let words = ["integrity", "watch", "--root", node.root, "--state-dir", node.state]
        let ended = try await Command(path: "/usr/bin/timeout").run(
            ["--preserve-status", "-s", "TERM", "6", binary] + words)
        #expect(ended.status == 0, "\(ended)")
        #expect(ended.error.contains("0 findings"))
        #expect(try await node.run("watch", "--duration", "-1").status == 64)
    }
}
