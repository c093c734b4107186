import Foundation
import Testing

@Suite(
    "kill -9 during scans",
    .enabled(
        if: Kubectl.isPresent && Content.isPresent, "kubectl, martlet or ssg-debian12-ds.xml is missing"),
    .serialized, .timeLimit(.minutes(15)))
struct CrashingScanTests {
    private static let scan = "debian12-standard-worker"

    /// What a scan leaves behind, without what tells of times and chance: no object may be missing or there twice.
    private func traces(_ kubectl: Kubectl) async throws -> [String] {
        var lines: [String] = []
        for (kind, columns) in [
            ("ccr", "NAME:.metadata.name,STATUS:.status,SEVERITY:.severity,LABELS:.metadata.labels"),
            ("rems", "NAME:.metadata.name,STATE:.status.applicationState"),
            ("rules,profiles,variables", "NAME:.metadata.name,ID:.id"),
            ("ssb,suites,scans", "NAME:.metadata.name,PHASE:.status.phase,RESULT:.status.result"),
            ("cm -l complianceoperator.openshift.io/scan-result", "NAME:.metadata.name"),
        ] {
            let words = ["get"] + kind.split(separator: " ").map(String.init)
            let answer = try await kubectl.run(
                in: words + ["--no-headers", "-o", "custom-columns=\(columns)"])
            try #require(answer.status == 0, "\(answer)")
            lines += answer.lines.map { "\(kind) \($0.split(separator: " ").joined(separator: " "))" }
        }
        return lines.sorted()
    }

    private func waitUntilDone(_ kubectl: Kubectl, index: Int) async throws {
        for _ in 0..<900 {
            let state = try await kubectl(
                "get", "compliancesuite", "this-host", "--ignore-not-found", "-o",
                "jsonpath={.status.phase} {.status.scanStatuses[*].currentIndex}")
            if state.output == "DONE \(index == 0 ? "" : "\(index)")" { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("the suite did not end within 90 seconds")
    }

    @Test("at any moment, again and again: the results are those of a run that nobody disturbed")
    func converges() async throws {
        let arguments = try SmallHost().arguments
        let calm = try await MartletProcess(arguments: arguments)
        try await waitUntilDone(Kubectl(calm), index: 0)
        let expected = try await traces(Kubectl(calm))
        try #require(expected.count > 600)
        calm.stop()

        var server = try await MartletProcess(arguments: arguments)
        func kill(afterAtMost milliseconds: Int) async throws {
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...milliseconds)))
            server.killNow()
            server = try await MartletProcess(stateDirectory: server.stateDirectory, arguments: arguments)
        }
        for limit in [50, 500, 1500, 1500, 3000] { try await kill(afterAtMost: limit) }
        try await waitUntilDone(Kubectl(server), index: 0)
        #expect(try await traces(Kubectl(server)) == expected)

        // A wish to scan again is neither lost nor fulfilled twice.
        for index in 1...3 {
            let asked = try await Kubectl(server)(
                "annotate", "compliancescan", Self.scan, "compliance.openshift.io/rescan=")
            try #require(asked.status == 0, "\(asked)")
            try await kill(afterAtMost: 400)
            try await waitUntilDone(Kubectl(server), index: index)
            #expect(try await traces(Kubectl(server)) == expected)
        }
        server.stop()
    }
}
