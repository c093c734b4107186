public import Cluster

/// Ways to clusters that the program offers to the commands of its capabilities.
///
/// A capability knows a cluster only as resources; who speaks HTTPS is the program, which gives its way when it
/// starts:
///
/// ```swift
/// await ClusterConnector.$current.withValue(.remote) { await Martlet.main() }
/// ```
public struct ClusterConnector: Sendable {
    /// What the program offers; nil in a program that talks to no cluster.
    @TaskLocal public static var current: ClusterConnector?

    /// A cluster that is connected to, and how to part from it.
    public struct Connection: Sendable {
        /// The cluster.
        public let cluster: any Cluster
        /// How people call it, such as the server's URL.
        public let server: String
        /// The namespace that the context, or the pod, is in; nil when none is said.
        public let namespace: String?
        /// Closes the connections.
        public let close: @Sendable () async -> Void

        /// Makes a connection.
        public init(
            cluster: any Cluster, server: String, namespace: String?,
            close: @escaping @Sendable () async -> Void
        ) {
            self.cluster = cluster
            self.server = server
            self.namespace = namespace
            self.close = close
        }
    }

    /// Connects to the cluster of a kubeconfig and a context; nil for the usual ones.
    public typealias Connect =
        @Sendable (_ kubeconfig: String?, _ context: String?) async throws -> Connection

    /// Connects to clusters.
    public let connect: Connect

    /// Offers clusters.
    public init(connect: @escaping Connect) { self.connect = connect }

    /// Works with a cluster, and parts from it in the end.
    public func withConnection<Value>(
        _ kubeconfig: String?, _ context: String?, _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        let connection = try await connect(kubeconfig, context)
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await body(connection)) } catch { outcome = .failure(error) }
        await connection.close()
        return try outcome.get()
    }
}
