import KubeBench
import Processes

/// Runs an audit as kube-bench runs it: by `/bin/sh`, its errors among its output.
struct AuditProcess: Sendable {
    /// The environment that the audit gets.
    let environment: [String: String]

    /// What the audit wrote and how it ended; nil when it did not come to its end.
    func run(_ script: String) -> AuditAnswer? {
        let process = ChildProcess(
            command: "/bin/sh", arguments: ["-c", "exec 2>&1\n\(script)"], environment: environment,
            outputLimit: 8 << 20, patience: .seconds(60))
        switch process.run() {
        case .exited(let code, let output, _): return AuditAnswer(output: output, code: code)
        case .signalled, .tooSlow, .tooMuch, .notStarted: return nil
        }
    }
}
