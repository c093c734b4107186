public import Cluster
import Kubernetes
public import Logging

/// A cluster behind an API server: any kube-apiserver, over HTTPS (HTTP/2 where it is offered).
///
/// ```swift
/// let access = try ClusterAccess.discover(environment: ProcessInfo.processInfo.environment)
/// let cluster = try RemoteCluster(access)
/// let nodes = try await cluster.list(nodeType, namespace: nil, options: ListOptions(limit: 500))
/// await cluster.shutdown()
/// ```
///
/// Refusals come as the server words them. When no answer comes the error is 503 `ServiceUnavailable` or 504
/// `Timeout` and names the server.
public final class RemoteCluster: Cluster {
    /// How a cluster is talked to.
    public struct Settings: Sendable {
        /// What the server's log calls this client; its first word is the default field manager.
        public var userAgent = "martlet"
        /// How long one try of a request may take; a watch only until it begins.
        public var requestTimeout = Duration.seconds(60)
        /// How many requests a second are sent in the long run.
        public var requestsPerSecond = 50.0
        /// How many may be sent at once before that rate counts.
        public var burst = 100
        /// The largest answer that is read, in bytes.
        public var bodyLimit = 256 << 20
        /// After how many seconds the server is asked to end a watch; each watch takes its own.
        public var watchSeconds = 300...600

        /// The figures of a well-behaved controller.
        public init() {}
    }

    /// The namespace that the context, or the pod, is in; nil when none is said.
    public let namespace: String?
    /// The server's URL, for messages.
    public var server: String { session.transport.server.description }

    let session: Session
    let settings: Settings

    /// Prepares to talk to a cluster; nothing is sent yet.
    ///
    /// ``shutdown()`` must be called in the end.
    ///
    /// - Parameters:
    ///   - environment: where proxies are named, and what credential plugins are given.
    /// - Throws: ``RemoteClusterError`` when the access names things that cannot be used.
    public init(
        _ access: ClusterAccess, settings: Settings = Settings(), environment: [String: String] = [:],
        logger: Logger = Logger(label: "martlet.remote")
    ) throws(RemoteClusterError) {
        namespace = access.namespace
        self.settings = settings
        if access.insecureSkipTLSVerify {
            logger.warning("\(access.server): whoever answers is trusted (insecure-skip-tls-verify)")
        }
        session = Session(
            transport: try Transport(access, userAgent: settings.userAgent, environment: environment),
            credentials: CredentialStore(access, environment: environment),
            limiter: RateLimiter(perSecond: settings.requestsPerSecond, burst: Double(settings.burst)),
            warnings: WarningLog(logger), retries: RetryPolicy(), timeout: settings.requestTimeout)
    }

    /// Closes every connection; requests that are under way fail.
    public func shutdown() async { await session.transport.shutdown() }
}
