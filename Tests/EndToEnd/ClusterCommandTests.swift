import Foundation
import Testing

@Suite(
    "martlet cluster", .enabled(if: Kubectl.isPresent, "kubectl or martlet is missing"), .serialized,
    .timeLimit(.minutes(15)))
struct ClusterCommandTests {
    private let martlet = Command(path: MartletProcess.binary ?? "martlet")

    @Test(
        "a backup of a running cluster restores elsewhere, and the old kubeconfig's certificates count there")
    func backupAndRestore() async throws {
        let small = try SmallHost().root
        let server = try await MartletProcess(arguments: ["--host-root", small])
        let folder = TemporaryFolder.path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let made = try await Kubectl(server)("create", "configmap", "kept", "-n", "default")
        #expect(made.status == 0)
        let backup = try await martlet.run(
            ["cluster", "backup", "\(folder)/backup", "--state-dir", server.stateDirectory])
        #expect(backup.status == 0, "\(backup)")
        #expect(backup.output.isEmpty)
        let check = try await martlet.run(["cluster", "check", "\(folder)/backup"])
        #expect(check.status == 0, "\(check)")
        let running = try await martlet.run([
            "cluster", "restore", "\(folder)/backup", "--state-dir", server.stateDirectory, "--force",
        ])
        #expect(running.status == 1)
        #expect(running.error.contains("in use by another process"))
        server.stop()

        let restored = try await martlet.run(
            ["cluster", "restore", "\(folder)/backup", "--state-dir", "\(folder)/state"])
        #expect(restored.status == 0, "\(restored)")
        for file in ["ca.crt", "ca.key", "admin.crt", "token"] {
            let (old, new) = (
                FileManager.default.contents(atPath: "\(server.stateDirectory)/pki/\(file)"),
                FileManager.default.contents(atPath: "\(folder)/state/pki/\(file)")
            )
            #expect(old != nil && old == new, "\(file) differs")
        }
        let second = try await MartletProcess(
            stateDirectory: "\(folder)/state", arguments: ["--host-root", small])
        #expect(try await Kubectl(second)("get", "configmap", "kept", "-n", "default").status == 0)
        second.stop()
    }

    @Test("a damaged state is refused with the command that repairs it; check finds it with exit code 2")
    func damage() async throws {
        let server = try await MartletProcess(arguments: ["--host-root", try SmallHost().root])
        let state = server.stateDirectory
        server.stop()
        let handle = try #require(FileHandle(forUpdatingAtPath: "\(state)/state.db"))
        try handle.seek(toOffset: 4096 * 3)
        handle.write(Data(repeating: 0xA5, count: 4096 * 4))
        try handle.close()
        let check = try await martlet.run(["cluster", "check", "--state-dir", state])
        #expect(check.status == 2 || check.status == 1, "\(check)")
        let start = try await martlet.run(
            ["up", "--state-dir", state, "--listen", "127.0.0.1:0", "--console", "127.0.0.1:0"])
        #expect(start.status == 1)
        #expect(start.error.contains("\(state)/state.db"))
        #expect(start.error.contains("martlet cluster restore"))
    }

    @Test("what makes no sense is answered with the usage and 64, what is missing with 1")
    func usage() async throws {
        #expect(try await martlet.run(["cluster", "backup"]).status == 64)
        let missing = TemporaryFolder.path()
        #expect(try await martlet.run(["cluster", "check", missing]).status == 1)
        #expect(try await martlet.run(["cluster", "compact", "--state-dir", missing]).status == 1)
        #expect(try await martlet.run(["cluster", "restore", missing, "--state-dir", missing]).status == 1)
        let help = try await martlet.run(["cluster", "restore", "--help"])
        #expect(help.status == 0 && help.output.contains("EXAMPLES") && help.output.contains("EXIT CODES"))
    }
}
