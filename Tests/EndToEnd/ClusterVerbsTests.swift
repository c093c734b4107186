import Bytes
import Foundation
import HTTPRecorder
import Testing

@Suite(
    "martlet compliance over a cluster that Martlet serves",
    .enabled(if: MartletProcess.binary != nil, "martlet is not built"),
    .enabled(if: Content.isPresent, "ssg-debian12-ds.xml is missing"), .serialized, .timeLimit(.minutes(15)))
struct ClusterVerbsTests {
    private static let scan = "debian12-standard-worker"
    /// A server that has scanned a small host with the real content.
    private static let session = Task { () -> Command in
        let server = try await MartletProcess(arguments: try SmallHost().arguments)
        var command = Command(path: MartletProcess.binary ?? "martlet")
        command.environment["KUBECONFIG"] = server.kubeconfig
        let folder = TemporaryFolder.path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for _ in 0..<900 {
            let first = try await command.run(["compliance", "fetch-raw", "scan/\(scan)", "-o", folder])
            if first.status == 0 { return command }
            try await Task.sleep(for: .milliseconds(200))
        }
        Issue.record("the first scan did not end within three minutes")
        return command
    }

    /// Runs a verb against the server.
    private func compliance(_ words: String...) async throws -> Command.Outcome {
        try await Self.session.value.run(["compliance"] + words)
    }

    @Test("rerun-now --wait ends with the verdict, and the scan is counted")
    func reruns() async throws {
        let outcome = try await compliance(
            "rerun-now", "scansettingbinding", "this-host", "--wait", "-o", "json")
        #expect(outcome.status == 2, "\(outcome)")
        let scan = try JSON(parsing: outcome.output)["scans"]?.array?.first
        #expect(scan?["name"]?.string == Self.scan)
        #expect(scan?["result"]?.string == "NON-COMPLIANT")
        #expect(try #require(scan?["currentIndex"]?.int) >= 1)
        let asked = try await compliance("rerun", "suite/this-host")
        #expect(asked.status == 0, "\(asked)")
        #expect(asked.lines.first?.split(separator: " ") == ["SCAN", "WAS", "RESULT"])
        #expect(try await compliance("rerun", "scan/\(Self.scan)", "--wait").status == 2)
    }

    @Test("fetch-raw writes a document that report reads, and a page that knows the rules")
    func fetches() async throws {
        let folder = TemporaryFolder.path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let outcome = try await compliance("fetch-raw", "ssb", "this-host", "-o", folder, "--html")
        #expect(outcome.status == 0, "\(outcome)")
        try #require(outcome.lines.count == 2)
        #expect(outcome.lines[0].hasPrefix("\(folder)/\(Self.scan)/\(Self.scan)-"))
        let report = try await compliance("report", outcome.lines[0], "-o", "csv")
        #expect(report.status == 0, "\(report)")
        #expect(report.output.contains("file_permissions_etc_passwd"))
        let page = try String(contentsOfFile: outcome.lines[1], encoding: .utf8)
        #expect(page.contains("Verify Permissions on passwd File"))
        let missing = try await compliance("fetch-raw", "scan/\(Self.scan)", "-o", folder, "--run", "99")
        #expect(missing.status == 1)
        #expect(missing.error.contains("the results of run 99 are not kept"))
    }

    @Test("view-result and controls tell of the rule")
    func tells() async throws {
        let name = "\(Self.scan)-file-permissions-etc-passwd"
        let view = try await compliance("view-result", name)
        #expect(view.status == 0, "\(view)")
        #expect(view.output.contains("Title:                 Verify Permissions on passwd File\n"))
        #expect(view.output.contains("Status:                FAIL\n"))
        #expect(view.output.contains("NIST-800-53 Controls:  AC-6(1), CM-6(a)\n"))
        let json = try JSON(parsing: try await compliance("view-result", name, "-o", "json").output)
        #expect(json["rule"]?.string == "debian12-file-permissions-etc-passwd")
        let controls = try await compliance("controls", "profile", "debian12-standard", "-b", "NIST-800-53")
        #expect(controls.lines.first?.split(separator: " ") == ["FRAMEWORK", "CONTROL", "RULE"])
        #expect(controls.output.contains("debian12-file-permissions-etc-passwd"))
        let unknown = try await compliance("view-result", "no-such")
        #expect(unknown.status == 1)
        #expect(unknown.error.contains("ComplianceCheckResult \"no-such\" was not found in namespace"))
    }

    @Test("bind makes a binding whose scan runs; a dry run asks no cluster; nonsense is 64")
    func binds() async throws {
        let dry = try await Command(path: MartletProcess.binary ?? "martlet").run([
            "compliance", "bind", "-N", "more", "profile/debian12-anssi-np-nt28-minimal", "--dry-run",
        ])
        #expect(dry.status == 0, "\(dry)")
        #expect(dry.output.contains("kind: ScanSettingBinding"))
        let made = try await compliance("bind", "-N", "more", "profile/debian12-anssi-np-nt28-minimal")
        #expect(made.status == 0, "\(made)")
        var outcome = made
        for _ in 0..<100 {
            outcome = try await compliance("rerun", "ssb/more", "--wait")
            if outcome.status != 1 { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(outcome.output.contains("debian12-anssi-np-nt28-minimal-worker"), "\(outcome)")
        #expect([0, 2].contains(outcome.status))
        let again = try await compliance("bind", "-N", "more", "profile/debian12-standard")
        #expect(again.status == 1)
        #expect(again.error.contains("already exists"))
        #expect(try await compliance("rerun", "pod/x").status == 64)
        let folder = TemporaryFolder.path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let repairs = try await compliance("fetch-fixes", "ssb/more", "-o", folder)
        #expect(repairs.status == 0, "\(repairs)")
        #expect(repairs.error.contains("there are no repairs"))
    }

    @Test(
        "options of alerts that make no sense end with 64 before anything is started",
        arguments: [
            ["--alertmanager", "alerts:9093"], ["--alertmanager-token-file", "/token"],
            ["--alertmanager", "http://alerts.example", "--alertmanager-token-file", "/token"],
            ["--alertmanager", "http://localhost", "--alertmanager-label", "1a=b"],
            ["--alertmanager", "http://localhost", "--alertmanager-label", "a="],
        ])
    func badOptions(options: [String]) async throws {
        let martlet = Command(path: MartletProcess.binary ?? "martlet")
        for command in ["up", "operator"] {
            let outcome = try await martlet.run([command] + options)
            #expect(outcome.status == 64, "\(outcome)")
            #expect(outcome.error.contains("--alertmanager"))
        }
    }

    @Test("an Alertmanager that was away is told of the suite, and of its end")
    func alerts() async throws {
        try await HTTPRecorder.run(answering: [503, 200]) { recorder in
            let arguments = [
                "--alertmanager", recorder.url, "--alertmanager-label", "site=test",
            ]
            let server = try await MartletProcess(arguments: try SmallHost().arguments + arguments)
            defer { server.stop() }
            let requests = try await recorder.wait(for: 2)
            try #require(requests.count == 2)
            #expect(requests[1].line == "POST /api/v2/alerts")
            let labels = requests[1].json.array?.first?["labels"]
            #expect(labels?["alertname"] == "NonCompliant")
            #expect(labels?["name"] == "this-host")
            #expect(labels?["site"] == "test")
            #expect(labels?["instance"]?.string?.isEmpty == false)
            #expect(requests[1].json.array?.first?["startsAt"] != nil)
            guard Kubectl.isPresent else { return }
            _ = try await Kubectl(server)("delete", "scansettingbinding", "this-host")
            let last = try #require(try await recorder.wait(for: 3).last?.json.array?.first)
            #expect(last["labels"] == labels)
            #expect(last["startsAt"] == nil)
        }
    }
}
