import Foundation
import Glibc
import Testing

@Suite("martlet operator and martlet agent over a server of their own", .timeLimit(.minutes(15)))
struct OperatorTests {
    /// Starts a command, gives what its first line says of its health address, and ends it in the end.
    private func with(
        _ arguments: [String], environment: [String: String] = [:],
        _ body: (_ health: String, _ process: Process) async throws -> Void
    ) async throws {
        let log = TemporaryFolder.path()
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: MartletProcess.binary ?? "martlet")
        process.arguments = arguments + ["--health", "127.0.0.1:0"]
        process.environment = environment
        process.standardOutput = FileHandle(forWritingAtPath: log)
        process.standardError = process.standardOutput
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
            try? FileManager.default.removeItem(atPath: log)
        }
        for _ in 0..<600 {
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            let line = text.split(separator: "\n").first { $0.contains(" health http://") }
            if let health = line?.split(separator: " ").last {
                try await body(String(health), process)
                return
            }
            if !process.isRunning { Issue.record("ended: \(text)") }
            try #require(process.isRunning)
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("no health address within 30 s")
    }

    /// Waits until something is so, at most for half a minute.
    private func wait(until isSo: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while try await !isSo(), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func page(_ url: String) async throws -> String {
        try await Command(path: "/usr/bin/curl").run(["-s", url]).output
    }

    @Test(
        "the operator leads by a Lease, serves its health, and gives the Lease back",
        .enabled(if: Kubectl.isPresent))
    func leads() async throws {
        let server = try await MartletProcess()
        defer { server.stop() }
        let kubectl = Kubectl(server)
        func holder() async throws -> String {
            try await kubectl(
                "get", "lease", "martlet-operator", "-n", "default", "-o", "jsonpath={.spec.holderIdentity}"
            ).output
        }
        try await with(["operator", "--kubeconfig", server.kubeconfig, "--namespace", "default"]) {
            health, _ in
            try await wait { try await !holder().isEmpty }
            #expect(try await holder().contains("_"))
            try await wait { try await page("\(health)/readyz") == "ok" }
            #expect(try await page("\(health)/healthz") == "ok")
            #expect(try await page("\(health)/metrics").contains("controller_runtime_reconcile_total"))
        }
        #expect(try await holder() == "")
    }

    @Test("a kubeconfig that is not there is named")
    func missing() async throws {
        let binary = try #require(MartletProcess.binary)
        let outcome = try await Command(path: binary).run(["operator", "--kubeconfig", "/nowhere/config"])
        #expect(outcome.status == 1)
        #expect(outcome.error.contains("/nowhere/config: --kubeconfig: there is no such file"))
    }

    @Test("an agent without its node's root says so")
    func noRoot() async throws {
        let binary = try #require(MartletProcess.binary)
        let outcome = try await Command(path: binary).run(["agent", "--host-root", "/nowhere"])
        #expect(outcome.status == 64)
        #expect(outcome.error.contains("--host-root /nowhere: No such file or directory"))
    }
}
