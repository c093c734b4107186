public import PlatformFacts

/// What a scan of a cluster needs of the program around it: ways to clusters.
///
/// The program gives it to its commands when it starts:
///
/// ```swift
/// await PlatformAccess.$current.withValue(access) { await Martlet.main() }
/// ```
public struct PlatformAccess: Sendable {
    /// What the program offers; nil in a program that scans hosts only.
    @TaskLocal public static var current: PlatformAccess?

    /// A cluster that is connected to, and how to part from it.
    public struct Connection: Sendable {
        /// The cluster.
        public let source: any APISource
        /// How people call it, such as the server's URL.
        public let name: String
        /// Closes the connections.
        public let close: @Sendable () async -> Void

        /// Makes a connection.
        public init(source: any APISource, name: String, close: @escaping @Sendable () async -> Void) {
            self.source = source
            self.name = name
            self.close = close
        }
    }

    /// Connects to the cluster of a kubeconfig and a context; nil for the usual ones.
    public typealias Connect =
        @Sendable (_ kubeconfig: String?, _ context: String?) async throws -> Connection

    /// Connects to clusters.
    public let connect: Connect

    /// Offers scans of clusters.
    public init(connect: @escaping Connect) { self.connect = connect }
}
