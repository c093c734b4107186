import Foundation
import Testing

/// The real kubectl against a running server.
struct Kubectl: Sendable {
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
    /// The namespace of the commands; nil leaves it to the kubeconfig.
    let namespace: String?

    /// Makes a namespace on the shared server.
    init(namespace: String) async throws {
        server = try await MartletProcess.shared()
        self.namespace = namespace
        let made = try await run(["create", "namespace", namespace])
        try #require(made.status == 0, "\(made)")
    }

    /// Speaks to a server in the namespace of its kubeconfig.
    init(_ server: MartletProcess) {
        self.server = server
        namespace = nil
    }

    /// Runs `kubectl …` to its end.
    func callAsFunction(_ arguments: String..., input: String = "") async throws -> Command.Outcome {
        try await run((namespace.map { ["-n", $0] } ?? []) + arguments, input: input)
    }

    /// Runs `kubectl ARGUMENTS` in the namespace.
    func run(in arguments: [String]) async throws -> Command.Outcome {
        try await run((namespace.map { ["-n", $0] } ?? []) + arguments)
    }

    private func run(_ arguments: [String], input: String = "") async throws -> Command.Outcome {
        let command = Command(
            path: Self.path ?? "kubectl",
            environment: [
                "KUBECONFIG": server.kubeconfig, "HOME": server.stateDirectory, "PATH": "/usr/bin:/bin",
            ])
        return try await command.run(arguments, input: input)
    }
}
