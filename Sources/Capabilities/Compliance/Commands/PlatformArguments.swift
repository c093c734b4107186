import ArgumentParser
import Capability
import PlatformFacts

/// Whether a cluster is scanned instead of a host, and how it is reached.
struct PlatformArguments: ParsableArguments {
    @Flag(help: "Scan a cluster, with content for platforms such as ssg-ocp4-ds.xml.")
    var platform = false

    @Option(
        help: "Take the cluster's answers from DIR: a must-gather, or files named after API paths.")
    var dump: String?

    @Option(help: "A kubeconfig. Default: KUBECONFIG, the cluster that this pod is in, ~/.kube/config.")
    var kubeconfig: String?

    @Option(help: "A context of the kubeconfig. Default: its current one.")
    var context: String?

    @Option(name: .customLong("keep-collected"), help: "Keep the collected files in DIR.")
    var keptDirectory: String?

    func validate() throws {
        if dump != nil, kubeconfig != nil || context != nil {
            throw ValidationError("--dump excludes --kubeconfig and --context")
        }
        if !platform, dump ?? kubeconfig ?? context ?? keptDirectory != nil {
            throw ValidationError("--dump, --kubeconfig, --context and --keep-collected need --platform")
        }
    }

    /// Works with the cluster that was asked for.
    func withSource<Value>(_ body: (PlatformAccess.Connection) async throws -> Value)
        async throws
        -> Value
    {
        guard let access = PlatformAccess.current else {
            throw CommandFailure("--platform: this program cannot scan clusters")
        }
        let connection: PlatformAccess.Connection
        if let dump {
            connection = PlatformAccess.Connection(source: try DumpSource(directory: dump), name: dump) {}
        } else {
            connection = try await access.connect(kubeconfig, context)
        }
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await body(connection)) } catch { outcome = .failure(error) }
        await connection.close()
        return try outcome.get()
    }
}
