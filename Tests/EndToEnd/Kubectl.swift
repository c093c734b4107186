import Foundation
import Testing

/// The real kubectl against the running server, in a namespace of the test's own.
struct Kubectl: Sendable {
    /// What a command printed and how it ended.
    struct Outcome: Sendable, CustomStringConvertible {
        var status: Int32
        var output: String
        var error: String
        var description: String { "exit \(status)\nstdout: \(output)\nstderr: \(error)" }
        /// The output's lines.
        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// The path of kubectl: `MARTLET_KUBECTL`, or the first on `PATH`; nil when there is none.
    static let path: String? = {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["MARTLET_KUBECTL"] { return named }
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/kubectl" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Whether end-to-end tests can run here.
    static var isPresent: Bool { path != nil && MartletProcess.binary != nil }

    private let server: MartletProcess
    /// The namespace of the commands.
    let namespace: String

    /// Makes a namespace on the running server.
    init(namespace: String) async throws {
        server = try await MartletProcess.shared()
        self.namespace = namespace
        let made = try await run("create", "namespace", namespace)
        try #require(made.status == 0, "\(made)")
    }

    /// Runs `kubectl -n NAMESPACE …` to its end.
    func callAsFunction(_ arguments: String..., input: String = "") async throws -> Outcome {
        try await run(arguments: ["-n", namespace] + arguments, input: input)
    }

    private func run(_ arguments: String...) async throws -> Outcome {
        try await run(arguments: arguments, input: "")
    }

    private func run(arguments: [String], input: String) async throws -> Outcome {
        let folder = "\(server.stateDirectory)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // Files instead of pipes: no output is too long for them and nobody has to read meanwhile.
        let names = ["in", "out", "err"].map { "\(folder)/\($0)" }
        FileManager.default.createFile(atPath: names[0], contents: Data(input.utf8))
        for name in names.dropFirst() { FileManager.default.createFile(atPath: name, contents: nil) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.path ?? "kubectl")
        process.arguments = arguments
        process.environment = [
            "KUBECONFIG": server.kubeconfig, "HOME": server.stateDirectory, "PATH": "/usr/bin:/bin",
        ]
        process.standardInput = FileHandle(forReadingAtPath: names[0])
        process.standardOutput = FileHandle(forWritingAtPath: names[1])
        process.standardError = FileHandle(forWritingAtPath: names[2])
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return Outcome(
            status: status, output: (try? String(contentsOfFile: names[1], encoding: .utf8)) ?? "",
            error: (try? String(contentsOfFile: names[2], encoding: .utf8)) ?? "")
    }
}
