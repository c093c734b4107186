import ArgumentParser
import Capability
import Controllers
import FoundationEssentials
import Glibc
import Kubernetes
import Logging
import RemoteCluster
import ServiceLifecycle

/// `martlet agent`: what must be looked at on a node, done on that node.
struct AgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent", abstract: "Look at this node for a cluster's controllers.",
        discussion: """
            One agent runs on every node, as a DaemonSet. It takes the scans that select its node; the rest is the \
            work of `martlet operator`.

            EXAMPLES
              martlet agent --node-name worker-1 --host-root /host
              martlet agent --host-root /host --state-dir /state
            """)

    @OptionGroup var remote: RemoteOptions

    @Option(
        name: .customLong("node-name"),
        help: "The name of the Node object. Default: NODE_NAME from the environment, or the host's name.")
    var nodeName: String?

    @Option(name: .customLong("host-root"), help: "Where the node's root directory is mounted.")
    var hostRoot = "/host"

    @Option(
        name: .customLong("state-dir"),
        help: "Where file-integrity databases are kept. Default: var/lib/martlet below --host-root.")
    var stateDirectory: String?

    func run() async throws {
        let logger = remote.startLog()
        guard access(hostRoot, R_OK | X_OK) == 0 else {
            throw ValidationError("--host-root \(hostRoot): \(String(cString: strerror(errno)))")
        }
        let cluster = try remote.connect(logger)
        let name = nodeName ?? ProcessInfo.processInfo.environment["NODE_NAME"] ?? HostNode().name
        let room = CapabilityRoom(
            cluster: cluster, nodeName: name, hostRoot: hostRoot,
            stateDirectory: stateDirectory ?? "\(hostRoot)/var/lib/martlet", role: .hostSide,
            now: { Timestamp.now().text }, logger: logger)
        let capabilities = remote.capabilities
        let (metrics, readiness) = (ControllerMetrics(), WorkReadiness())
        let health = HealthServer(
            address: remote.health, metrics: { metrics.text(with: capabilities) }, readiness: readiness,
            logger: logger
        ) { address in
            print("martlet agent: node \(name) cluster \(cluster.server) health \(address)")
            fflush(nil)
        }
        let services: [any Service] = [
            health, FirstContact(cluster: cluster, readiness: readiness),
            ControlLoops(
                capabilities: capabilities, room: room, metrics: metrics),
        ]
        try await remote.run(services, over: cluster, logger)
    }
}
