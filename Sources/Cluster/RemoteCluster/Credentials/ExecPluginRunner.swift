import Bytes
import Kubernetes
import Processes
import Threads

/// Runs a credential plugin: a program, never a shell, that has a minute and a megabyte to say who one is.
struct ExecPluginRunner: Sendable {
    /// Longer than any login that needs no person.
    static let patience = Duration.seconds(60)
    static let outputLimit = 1 << 20

    let entry: ExecEntry
    let environment: [String: String]
    let info: String?
    let infoProblem: RemoteClusterError?
    let patience: Duration

    /// Whom to blame.
    var source: String { "exec plugin \(entry.command)" }

    init(
        _ entry: ExecEntry, access: ClusterAccess, environment: [String: String],
        patience: Duration = patience
    ) {
        self.entry = entry
        self.environment = environment
        self.patience = patience
        do throws(RemoteClusterError) {
            info = try Self.info(entry, access).text
            infoProblem = nil
        } catch {
            info = nil
            infoProblem = error
        }
    }

    /// The plugin's answer.
    func run() async throws(RemoteClusterError) -> ExecCredential {
        if let infoProblem { throw infoProblem }
        if entry.interactiveMode == .always {
            throw RemoteClusterError(
                source: source, field: entry.place.field,
                reason: "wants to ask a person (interactiveMode: Always) and nobody is here")
        }
        var environment = environment
        environment.merge(entry.environment) { _, configured in configured }
        environment["KUBERNETES_EXEC_INFO"] = info
        let process = ChildProcess(
            command: entry.command, arguments: entry.arguments, environment: environment,
            outputLimit: Self.outputLimit, patience: patience)
        let outcome: ChildProcess.Outcome
        do { outcome = try await BlockingThread.run { process.run() } } catch {
            throw RemoteClusterError(source: source, reason: "\(error)")
        }
        let answer = try answer(of: outcome)
        do throws(ExecCredential.Refusal) {
            return try ExecCredential(answer, apiVersion: entry.apiVersion, now: .now())
        } catch { throw RemoteClusterError(source: source, reason: error.reason) }
    }

    private func answer(of outcome: ChildProcess.Outcome) throws(RemoteClusterError) -> [UInt8] {
        let reason: String
        switch outcome {
        case .exited(0, let output, _): return output
        case .exited(let code, _, let errors): reason = "ended with code \(code)\(Self.quote(errors))"
        case .signalled(let signal, let errors): reason = "was ended by signal \(signal)\(Self.quote(errors))"
        case .tooSlow(let errors): reason = "did not end within \(patience)\(Self.quote(errors))"
        case .tooMuch: reason = "wrote more than 1 MiB"
        case .notStarted(let why):
            let hint = entry.installHint.isEmpty ? "" : "\n\(entry.installHint)"
            reason = "cannot be started: \(why)\(hint)"
        }
        throw RemoteClusterError(source: source, reason: reason)
    }

    /// The last words of a program that failed, without what would move a terminal's cursor.
    private static func quote(_ errors: [UInt8]) -> String {
        let text = String(decoding: errors, as: UTF8.self).unicodeScalars
            .map { $0.value < 0x20 || $0.value == 0x7F ? " " : String($0) }.joined()
        let words = text.split(separator: " ").joined(separator: " ")
        return words.isEmpty ? "" : ": \(words)"
    }

    /// What `KUBERNETES_EXEC_INFO` tells the plugin.
    private static func info(_ entry: ExecEntry, _ access: ClusterAccess) throws(RemoteClusterError) -> JSON {
        var spec: JSON = ["interactive": false]
        if entry.provideClusterInfo {
            var cluster: JSON = ["server": .string(access.server.description)]
            if access.insecureSkipTLSVerify { cluster["insecure-skip-tls-verify"] = true }
            cluster["tls-server-name"] = access.tlsServerName.map(JSON.string)
            cluster["proxy-url"] = access.proxyURL.map(JSON.string)
            if let authority = try access.authority?.bytes() {
                cluster["certificate-authority-data"] = .string(Base64.encode(authority))
            }
            cluster["config"] = access.execExtension
            spec["cluster"] = cluster
        }
        return ["apiVersion": .string(entry.apiVersion), "kind": "ExecCredential", "spec": spec]
    }
}
