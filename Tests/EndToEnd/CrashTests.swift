import Foundation
import Testing

@Suite(
    "kill -9",
    .enabled(
        if: Kubectl.isPresent && Content.isPresent, "kubectl, martlet or ssg-debian12-ds.xml is missing"),
    .serialized, .timeLimit(.minutes(15)))
struct CrashTests {
    @Test("every acknowledged write is there after kill -9, and the server goes on")
    func keepsWrites() async throws {
        var server = try await MartletProcess(arguments: ["--host-root", try SmallHost().root])
        var acknowledged: [String] = []
        for round in 0..<3 {
            let kubectl = Kubectl(server)
            for number in 0..<5 {
                let name = "kept-\(round)-\(number)"
                if try await kubectl("create", "configmap", name).status == 0 { acknowledged.append(name) }
            }
            server.killNow()
            server = try await MartletProcess(stateDirectory: server.stateDirectory)
        }
        let names = try await Kubectl(server)("get", "configmaps", "-o", "name").lines
        #expect(acknowledged.count == 15)
        #expect(Set(names).isSuperset(of: acknowledged.map { "configmap/\($0)" }))
        server.stop()
    }

    @Test("a scan that was cut off at any moment is picked up")
    func picksUpTheScan() async throws {
        let arguments = try SmallHost().arguments
        var server = try await MartletProcess(arguments: arguments)
        for wait in [0, 150, 400] {
            try await Task.sleep(for: .milliseconds(wait))
            server.killNow()
            server = try await MartletProcess(stateDirectory: server.stateDirectory, arguments: arguments)
        }
        let kubectl = Kubectl(server)
        var phase = ""
        for _ in 0..<600 where phase != "DONE" {
            phase =
                try await kubectl("get", "compliancescans", "-o", "jsonpath={.items[*].status.phase}").output
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(phase == "DONE")
        #expect(try await kubectl("get", "compliancecheckresults", "-o", "name").lines.count > 20)
        server.stop()
    }

    @Test("a second server on the same state directory is refused and names the reason")
    func refusesTwo() async throws {
        let server = try await MartletProcess(arguments: ["--host-root", try SmallHost().root])
        let command = Command(path: MartletProcess.binary ?? "martlet")
        let second = try await command.run([
            "up", "--state-dir", server.stateDirectory, "--listen", "127.0.0.1:0", "--console", "127.0.0.1:0",
        ])
        #expect(second.status == 1)
        #expect(second.error.contains(server.stateDirectory))
        server.stop()
    }
}
