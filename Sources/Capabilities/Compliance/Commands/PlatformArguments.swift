import ArgumentParser
import Capability
import Cluster
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

    /// Works with the answers of the cluster that was asked for, which has a name that people call it by.
    func withSource<Value>(_ body: (_ source: any APISource, _ name: String) async throws -> Value)
        async throws -> Value
    {
        if let dump { return try await body(try DumpSource(directory: dump), dump) }
        guard let connector = ClusterConnector.current else {
            throw CommandFailure("--platform: this program cannot scan clusters")
        }
        return try await connector.withConnection(kubeconfig, context) { connection in
            guard let server = connection.cluster as? any PathReading else {
                throw CommandFailure("--platform: \(connection.server) cannot be asked for plain paths")
            }
            return try await body(PagedSource(ServerPages(server)), connection.server)
        }
    }
}
