public import ArgumentParser

/// Which cluster, and which namespace of it, a command works with.
public struct ClusterArguments: ParsableArguments {
    /// A kubeconfig; nil for the usual places.
    @Option(help: "A kubeconfig. Default: KUBECONFIG, the cluster that this pod is in, ~/.kube/config.")
    public var kubeconfig: String?

    /// A context of the kubeconfig; nil for its current one.
    @Option(help: "A context of the kubeconfig. Default: its current one.")
    public var context: String?

    /// The namespace; nil for the context's own.
    @Option(name: [.short, .long], help: "The namespace. Default: the context's own.")
    public var namespace: String?

    /// Asks for the usual cluster.
    public init() {}

    /// Works with the namespace that was asked for, and closes the connections in the end.
    ///
    /// - Parameter usual: the namespace where neither the command line nor the context names one.
    public func withNamespace<Value>(
        otherwise usual: String, _ body: (ClusterNamespace) async throws -> Value
    ) async throws -> Value {
        guard let connector = ClusterConnector.current else {
            throw CommandFailure("--kubeconfig: this program cannot talk to clusters")
        }
        return try await connector.withConnection(kubeconfig, context) { connection in
            try await body(
                ClusterNamespace(
                    connection.cluster, name: namespace ?? connection.namespace ?? usual,
                    server: connection.server))
        }
    }
}
