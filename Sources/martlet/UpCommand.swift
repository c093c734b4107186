import APIServer
import Admission
import Alertmanager
import ArgumentParser
import Capability
import Console
import Controllers
import EmbeddedCluster
import Etcd
import Glibc
import Host
import Kubernetes
import Logging
import ServiceLifecycle
import UnixSignals

/// `martlet up`: the embedded cluster, the controllers and the console in one process.
struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Start Martlet on this host.",
        discussion: """
            State, certificates and the kubeconfig are kept in the state directory. One line on stdout says when \
            everything is ready; SIGTERM or SIGINT ends the process after it has finished what it began.

            EXAMPLES
              martlet up
              martlet up --state-dir /var/lib/martlet --listen 0.0.0.0:6443
              martlet up --etcd-servers https://10.0.0.1:2379,https://10.0.0.2:2379 --etcd-cafile ca.crt
              KUBECONFIG=/var/lib/martlet/kubeconfig kubectl get compliancecheckresults
            """)

    @Option(name: .customLong("state-dir"), help: "Where state is kept. Default: /var/lib/martlet for root.")
    var stateDirectory = Self.defaultStateDirectory

    @Option(help: "The API server's HOST:PORT; port 0 lets the system choose.")
    var listen = SocketAddress(host: "127.0.0.1", port: 6443)

    @Option(help: "The console's HOST:PORT, on loopback.")
    var console = SocketAddress(host: "127.0.0.1", port: 8080)

    @Option(help: "A SCAP data stream to make a ProfileBundle of; may be given again.")
    var content: [String] = []

    @Option(
        name: .customLong("content-dir"),
        help: "A directory whose data streams become ProfileBundles; may be given again.")
    var contentDirectories: [String] = []

    @Option(name: .customLong("host-root"), help: "The directory that is looked at as the host's root.")
    var hostRoot = "/"

    @OptionGroup(title: "Audit Options") var audit: AuditOptions

    @OptionGroup(title: "Etcd Options") var etcd: EtcdOptions

    @OptionGroup(title: "Alertmanager Options") var alertmanager: AlertmanagerOptions

    @Option(name: .customLong("log-level"), help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel = Logger.Level.notice

    func run() async throws {
        let level = logLevel
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        let logger = Logger(label: "martlet")
        guard let shared = etcd.configuration else {
            return try await work(EmbeddedCluster.Configuration(stateDirectory: stateDirectory), logger)
        }
        try await EtcdStore.withStore(shared, logger: logger) { store in
            try await work(EmbeddedCluster.Configuration(sharing: store), isShared: true, logger)
        }
    }

    private func work(
        _ configuration: EmbeddedCluster.Configuration, isShared: Bool = false, _ logger: Logger
    ) async throws {
        // What waits for the disk waits together.
        async let readIdentity = ClusterIdentity(stateDirectory: stateDirectory, addresses: [listen.host])
        let cluster = try await EmbeddedCluster(configuration, logger: logger)
        let authorizer = RBACAuthorizer(cluster: cluster)
        let admission = try AdmissionChain(cluster, authorizer: authorizer, logger: logger)
        admission.install()
        let leadership: Leadership =
            isShared
            ? .elected(
                Leadership.Candidate(
                    in: cluster, namespace: "kube-system", identity: HostNode.candidate(), logger: logger))
            : .alone
        let capabilities = Martlet.capabilities(
            contentDirectories: contentDirectories + [Self.installedContent], contentFiles: content)
        // Several over one etcd say the same of the same suites.
        let alerts = try alertmanager.client(instance: isShared ? nil : HostNode().name, logger)
        let room = CapabilityRoom(
            cluster: cluster, nodeName: HostNode().name, hostRoot: hostRoot, stateDirectory: stateDirectory,
            now: { Timestamp.now().text }, logger: logger, alerts: alerts)
        // Neither this nor the server's preparation asks for what the other writes.
        async let furnished: Void = furnish(room, capabilities)
        let identity = try await readIdentity
        let ready = ReadyLine(kubeconfig: "\(stateDirectory)/kubeconfig")
        let metrics = ControllerMetrics()
        let server = try await server(
            cluster, authorizer, leadership, identity, room, ready,
            metrics: { metrics.text(with: capabilities) }
        ).prepared()
        try await furnished
        let page = try Console(
            host: console.host, port: console.port, cluster: cluster, capabilities: capabilities,
            isAllowed: identity.admits(token:), logger: logger
        ) { await ready.consoleListens(at: $0) }
        try await ServiceGroup(
            services: [
                ClusterLoops(cluster: cluster, admission: admission, leadership: leadership), server,
                ControlLoops(capabilities: capabilities, room: room, metrics: metrics), page,
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
        await alerts?.shutdown()
        await admission.shutdown()
        await cluster.shutdown()
    }

    /// Puts into the cluster what everything else stands on.
    private func furnish(_ room: CapabilityRoom, _ capabilities: [any Capability]) async throws {
        try await CustomDefinitions(cluster: room.cluster).install(capabilities)
        try await HostNode().register(
            in: room.cluster, release: (try? Host(root: hostRoot).osRelease()) ?? [:], now: room.now())
        for capability in capabilities { try await capability.prepare(in: room) }
    }

    private func server(
        _ cluster: EmbeddedCluster, _ authorizer: RBACAuthorizer, _ leadership: Leadership,
        _ identity: ClusterIdentity, _ room: CapabilityRoom, _ ready: ReadyLine,
        metrics: @escaping @Sendable () -> String
    ) throws -> APIServer {
        let kubeconfig = "\(stateDirectory)/kubeconfig"
        let record = try audit.open(stateDirectory: stateDirectory, logger: room.logger)
        return APIServer(
            cluster: cluster, identity: identity, host: listen.host, port: listen.port,
            authorizer: authorizer,
            sharing: { work in await leadership.run("martlet-access", onOverdue: Self.giveUp, work) },
            audit: record, moreMetrics: metrics, logger: room.logger
        ) { address in
            do {
                try identity.writeKubeconfig(to: kubeconfig, server: address, namespace: Self.namespace)
                await ready.apiListens(at: address)
            } catch { room.logger.error("\(error)") }
        }
    }

    /// Two leaders would undo each other's work, so a process that cannot stop leading ends.
    @Sendable static func giveUp() {
        StandardError.write("the lease was lost and the work does not end: ending the process")
        Glibc.exit(1)
    }

    /// The namespace that kubectl uses when none is given: where the first capability's results are.
    private static let namespace = "openshift-compliance"

    /// Where Debian and Fedora install SCAP content.
    static let installedContent = "/usr/share/xml/scap/ssg/content"

    static var defaultStateDirectory: String {
        if geteuid() == 0 { return "/var/lib/martlet" }
        let home = getenv("HOME").map { String(cString: $0) } ?? "."
        return getenv("XDG_STATE_HOME").map { String(cString: $0) + "/martlet" }
            ?? "\(home)/.local/state/martlet"
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// The embedded cluster's own loops: garbage collection, namespaces, event expiry, quotas.
///
/// Of several processes over one etcd one runs those that write.
private struct ClusterLoops: Service, CustomStringConvertible {
    let cluster: EmbeddedCluster
    let admission: AdmissionChain
    let leadership: Leadership
    var description: String { "cluster loops" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            async let memory: Void = MemoryUpkeep().run()
            async let own: Void = cluster.runForItself()
            await leadership.run("martlet-cluster", onOverdue: UpCommand.giveUp) {
                async let quotas: Void = admission.run()
                await cluster.runForAll()
                await quotas
            }
            _ = await (memory, own)
        }
    }
}
