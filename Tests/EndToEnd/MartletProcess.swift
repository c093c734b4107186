import Foundation
import Glibc
import Synchronization

/// The built `martlet` binary as a running server, one for all end-to-end tests.
///
/// The binary is the one beside the test bundle, or the one that `MARTLET_BINARY` names.
final class MartletProcess: Sendable {
    /// The kubeconfig that the server wrote.
    let kubeconfig: String
    /// The server's state directory.
    let stateDirectory: String

    /// The path of the binary, or nil when it is not built.
    static let binary: String? = {
        let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let candidates: [String?] = [
            ProcessInfo.processInfo.environment["MARTLET_BINARY"], beside.appending(path: "martlet").path,
        ]
        return candidates.compactMap { $0 }.first { access($0, X_OK) == 0 }
    }()

    /// The server of this test run; started by the first test that asks.
    static func shared() async throws -> MartletProcess { try await started.value }

    private static let started = Task { try await MartletProcess() }
    private static let running = Mutex<(identifier: pid_t, folder: String)>((0, ""))

    private init() async throws {
        stateDirectory =
            FileManager.default.temporaryDirectory.appending(path: "martlet-e2e-\(getpid())").path
        kubeconfig = "\(stateDirectory)/kubeconfig"
        try FileManager.default.createDirectory(atPath: stateDirectory, withIntermediateDirectories: true)
        let log = "\(stateDirectory)/log"
        FileManager.default.createFile(atPath: log, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.binary ?? "martlet")
        process.arguments = [
            "up", "--state-dir", stateDirectory, "--listen", "127.0.0.1:0", "--console", "127.0.0.1:0",
        ]
        process.standardOutput = FileHandle(forWritingAtPath: log)
        process.standardError = process.standardOutput
        try process.run()
        let running = (process.processIdentifier, stateDirectory)
        Self.running.withLock { $0 = running }
        // The test run has no last test, so the server ends with the process.
        atexit {
            let (identifier, folder) = MartletProcess.running.withLock { $0 }
            guard identifier > 0 else { return }
            kill(identifier, SIGTERM)
            waitpid(identifier, nil, 0)
            try? FileManager.default.removeItem(atPath: folder)
        }
        for _ in 0..<600 {
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            if text.contains("https://"), access(kubeconfig, R_OK) == 0 { return }
            guard process.isRunning else { throw StartFailure(log: text) }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw StartFailure(log: "no ready line within 30 seconds")
    }

    /// The server did not come up.
    struct StartFailure: Error, CustomStringConvertible {
        var log: String
        var description: String { "martlet up did not become ready: \(log)" }
    }
}
