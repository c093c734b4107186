public import EmbeddedCluster
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle

/// The HTTPS front of an embedded cluster: what `kubectl` and every other Kubernetes client talk to.
///
/// ```swift
/// let identity = try ClusterIdentity(stateDirectory: "/var/lib/martlet")
/// let server = APIServer(cluster: cluster, identity: identity, host: "127.0.0.1", port: 6443) { address in
///     try? identity.writeKubeconfig(to: "/var/lib/martlet/kubeconfig", server: address)
/// }
/// try await ServiceGroup(services: [server], gracefulShutdownSignals: [.sigterm], logger: logger).run()
/// ```
///
/// Before it listens it makes sure of the default roles. On graceful shutdown it takes no more connections, ends
/// the watches and finishes what it is answering.
public struct APIServer: Service, CustomStringConvertible {
    /// The service's name in the log; without one, everything that it holds would be spelt out, its keys too.
    public var description: String { "API server" }

    /// Lets work run that one of several servers over one store does for all, while it is this one's turn.
    public typealias Sharing = @Sendable (_ work: @escaping @Sendable () async -> Void) async -> Void

    private let cluster: EmbeddedCluster
    private let identity: ClusterIdentity
    private let authorizer: RBACAuthorizer
    private let host: String
    private let port: Int
    private let sharing: Sharing
    private let audit: AuditLog?
    private let readiness: Readiness
    private let moreMetrics: @Sendable () -> String
    private let logger: Logger
    private let onListening: @Sendable (String) async -> Void
    private var control: AccessControl?
    /// How long a client may take to send a request's body.
    var bodyPatience = TimeAmount.seconds(30)

    /// Prepares a server; nothing is bound before ``run()``.
    ///
    /// - Parameters:
    ///   - host: the name or address to listen on.
    ///   - port: the TCP port; 0 lets the system choose one.
    ///   - authorizer: judges requests; one that others ask too, so that roles are compiled once. Nil makes one.
    ///   - sharing: lets the loops for roles, tokens and certificates run; at once unless told otherwise.
    ///   - audit: where requests go on record; nil keeps none.
    ///   - readiness: what `/readyz` waits for.
    ///   - moreMetrics: further text for `/metrics`, in Prometheus' format.
    ///   - onListening: called once with the server's URL, such as `https://127.0.0.1:6443`.
    public init(
        cluster: EmbeddedCluster, identity: ClusterIdentity, host: String, port: Int,
        authorizer: RBACAuthorizer? = nil, sharing: @escaping Sharing = { work in await work() },
        audit: AuditLog? = nil, readiness: Readiness = Readiness(),
        moreMetrics: @escaping @Sendable () -> String = { "" }, logger: Logger = Logger(label: "apiserver"),
        onListening: @escaping @Sendable (String) async -> Void = { _ in }
    ) {
        self.cluster = cluster
        self.identity = identity
        self.authorizer = authorizer ?? RBACAuthorizer(cluster: cluster)
        self.host = host
        self.port = port
        self.sharing = sharing
        self.audit = audit
        self.readiness = readiness
        self.moreMetrics = moreMetrics
        self.logger = logger
        self.onListening = onListening
    }

    /// The same server with its default roles and signing keys in place, which ``run()`` would see to first.
    ///
    /// Who has other work to do before the server runs may do both at once.
    public func prepared() async throws -> APIServer {
        var ready = self
        ready.control = try await AccessControl(
            cluster: cluster, identity: identity, authorizer: authorizer, logger: logger)
        return ready
    }

    /// Serves until the service group shuts down; throws when the address cannot be bound.
    public func run() async throws {
        guard let control else { return try await prepared().run() }
        let sharing = sharing
        let group = MultiThreadedEventLoopGroup(numberOfThreads: Self.loopCount)
        let server = try server(responder(control), group)
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await control.run(sharing: sharing) }
                try await withTaskExecutorPreference(LoopExecutor(group.next())) {
                    try await server.run()
                }
                tasks.cancelAll()
            }
        } onGracefulShutdown: {
            readiness.stop()
        }
        await audit?.close()
        // The server stops in a task of its own that nobody can wait for; it must not meet loops that have gone.
        try? await Task.sleep(for: Self.farewell)
        try await group.shutdownGracefully()
    }

    private static let farewell = Duration.milliseconds(50)

    private func responder(_ control: AccessControl) -> Responder {
        let metrics = RequestMetrics()
        return Responder(
            resources: ResourceHandler(cluster: cluster, metrics: metrics),
            documents: DocumentHandler(cluster: cluster),
            access: AccessHandler(
                cluster: cluster, authorizer: control.authorizer,
                authenticator: Authenticator(identity: identity, tokens: control.tokens),
                tokens: control.tokens),
            limits: RequestLimits(), audit: audit, readiness: readiness, metrics: metrics,
            moreMetrics: moreMetrics)
    }

    /// The server without Hummingbird's application around it, which makes a logger for each request.
    private func server(_ responder: Responder, _ group: MultiThreadedEventLoopGroup) throws -> any Service {
        let date = HTTPDate()
        let (host, onListening) = (host, onListening)
        return try Self.front(TLS.configuration(identity), bodyPatience).buildServer(
            configuration: ServerConfiguration(address: .hostname(host, port: port)), eventLoopGroup: group,
            logger: logger
        ) { (request, writer: consuming ResponseWriter, channel) in
            var response = await responder.respond(to: request, context: RequestContext(channel: channel))
            response.headers[.date] = date.text
            try await writer.write(response: response.head, body: response.body)
        } onServerRunning: { channel in
            let bound = channel.localAddress?.port ?? 0
            await onListening("https://\(Self.reachable(host)):\(bound)")
        }
    }

    /// One loop for each core as long as there are few: a request costs more than what loops share.
    private static let loopCount = min(4, System.coreCount)

    private static func front(
        _ tls: TLSChannelConfiguration, _ patience: TimeAmount
    ) throws -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            let plain = HTTP1Channel(responder: responder, configuration: .init(idleTimeout: .seconds(90)))
            let punctual = PunctualChannel(base: plain, patience: patience)
            return try LoopBoundChannel(
                base: TLSChannel(CoalescingChannel(base: punctual), configuration: tls))
        }
    }

    /// The host that a client on this machine uses: a wildcard address is reached over loopback.
    private static func reachable(_ host: String) -> String {
        switch host {
        case "0.0.0.0", "": "127.0.0.1"
        case "::": "[::1]"
        default: host.contains(":") ? "[\(host)]" : host
        }
    }
}
