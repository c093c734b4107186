import Foundation
import Glibc
import Synchronization

/// The built `martlet` binary as a running server.
///
/// The binary is the one beside the test bundle, or the one that `MARTLET_BINARY` names.
final class MartletProcess: Sendable {
    /// The kubeconfig that the server wrote.
    let kubeconfig: String
    /// The server's state directory.
    let stateDirectory: String
    /// The API server's URL.
    let api: String
    /// The console's URL.
    let console: String
    /// The process.
    let identifier: pid_t

    /// The path of the binary, or nil when it is not built.
    static let binary: String? = {
        let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let candidates: [String?] = [
            ProcessInfo.processInfo.environment["MARTLET_BINARY"], beside.appending(path: "martlet").path,
        ]
        return candidates.compactMap { $0 }.first { access($0, X_OK) == 0 }
    }()

    /// The one server for tests that need nothing special; started by the first that asks.
    static func shared() async throws -> MartletProcess { try await started.value }

    private static let started = Task { try await MartletProcess() }
    private static let running = Mutex<Set<pid_t>>([])

    /// Starts a server and waits until it says that it is ready.
    ///
    /// - Parameters:
    ///   - stateDirectory: The state of an earlier server, to go on from; nil for a fresh one.
    ///   - arguments: Further arguments of `martlet up`.
    init(stateDirectory: String? = nil, arguments: [String] = []) async throws {
        let directory = stateDirectory ?? TemporaryFolder.path()
        self.stateDirectory = directory
        kubeconfig = "\(directory)/kubeconfig"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let log = "\(directory)/log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.binary ?? "martlet")
        process.arguments =
            ["up", "--state-dir", directory, "--listen", "127.0.0.1:0", "--console", "127.0.0.1:0"]
            + arguments
        process.standardOutput = FileHandle(forWritingAtPath: log)
        process.standardError = process.standardOutput
        try process.run()
        identifier = process.processIdentifier
        Self.endWithTheTests(process.processIdentifier)
        let words = try await Self.readyLine(of: process, log: log)
        func after(_ word: Substring) -> String {
            words.drop { $0 != word }.dropFirst().first.map(String.init) ?? ""
        }
        (api, console) = (after("API"), after("console"))
    }

    /// Ends the server at once, as a power cut would.
    func killNow() { end(SIGKILL) }

    /// Asks the server to finish what it began, and waits until it has.
    func stop() { end(SIGTERM) }

    private func end(_ signal: Int32) {
        kill(identifier, signal)
        while kill(identifier, 0) == 0 { usleep(5_000) }
        let identifier = identifier
        Self.running.withLock { _ = $0.remove(identifier) }
    }

    private static func readyLine(of process: Process, log: String) async throws -> [Substring] {
        for _ in 0..<1200 {
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            if let ready = text.split(separator: "\n").first(where: { $0.hasPrefix("martlet is ready: ") }) {
                return ready.split(separator: " ")
            }
            guard process.isRunning else { throw StartFailure(log: text) }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw StartFailure(log: "no ready line within a minute")
    }

    /// A test run has no last test, so what is still running ends with the process.
    private static func endWithTheTests(_ identifier: pid_t) {
        let isFirst = running.withLock { running in
            defer { running.insert(identifier) }
            return running.isEmpty
        }
        if isFirst {
            atexit { for process in MartletProcess.running.withLock({ $0 }) { kill(process, SIGTERM) } }
        }
    }

    /// The server did not come up.
    struct StartFailure: Error, CustomStringConvertible {
        var log: String
        var description: String { "martlet up did not become ready: \(log)" }
    }
}

/// Folders for tests.
enum TemporaryFolder {
    /// The path of a folder that does not exist yet.
    static func path() -> String {
        FileManager.default.temporaryDirectory.appending(path: "martlet-e2e-\(UUID().uuidString)").path
    }
}
