import Alertmanager
import ArgumentParser
import Capability
import Cluster
import Controllers
import Glibc
import Kubernetes
import Logging
import RemoteCluster
import ServiceLifecycle

/// `martlet operator`: the capabilities' controllers over a real cluster.
struct OperatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operator", abstract: "Run the controllers over a Kubernetes or OpenShift cluster.",
        discussion: """
            Several replicas are safe: one of them works at a time, by a Lease. What must be looked at on the nodes \
            themselves is the work of `martlet agent`.

            EXAMPLES
              martlet operator --kubeconfig ~/.kube/config --context staging
              martlet operator --skip-crds --namespace martlet-system
            """)

    @OptionGroup var remote: RemoteOptions

    @OptionGroup(title: "Alertmanager Options") var alertmanager: AlertmanagerOptions

    @Option(
        help: "The namespace of the leader's Lease. Default: the context's or the pod's own, or `default`.")
    var namespace: String?

    @Option(name: .customLong("lease"), help: "The name of the leader's Lease.")
    var lease = "martlet-operator"

    @Flag(name: .customLong("skip-crds"), help: "Do not install custom resource definitions.")
    var skipsDefinitions = false

    func run() async throws {
        let logger = remote.startLog()
        let cluster = try remote.connect(logger)
        let capabilities = remote.capabilities
        let alerts = try alertmanager.client(instance: nil, logger)
        let room = CapabilityRoom(
            cluster: cluster, nodeName: "", hostRoot: "/", role: .clusterSide,
            now: { Timestamp.now().text }, logger: logger, alerts: alerts)
        let (metrics, readiness, leading) = (ControllerMetrics(), WorkReadiness(), WorkReadiness())
        let work = LedWork(
            election: LeaderElection(
                cluster, namespace: namespace ?? cluster.namespace ?? "default", name: lease,
                identity: HostNode.candidate(), logger: logger),
            furnishing: Furnishing(
                room: room, capabilities: capabilities, skipsDefinitions: skipsDefinitions),
            loops: ControlLoops(capabilities: capabilities, room: room, metrics: metrics), leading: leading)
        let health = HealthServer(
            address: remote.health,
            // Who leads no longer knows how things were, which would set off alerts.
            metrics: { metrics.text(with: leading.isReady ? capabilities : []) }, readiness: readiness,
            logger: logger
        ) { address in
            print("martlet operator: cluster \(cluster.server) health \(address)")
            fflush(nil)
        }
        let services: [any Service] = [health, FirstContact(cluster: cluster, readiness: readiness), work]
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await remote.run(services, over: cluster, logger)) } catch {
            outcome = .failure(error)
        }
        await alerts?.shutdown()
        try outcome.get()
    }
}

/// The controllers, while this process is the leader.
private struct LedWork: Service, CustomStringConvertible {
    var description: String { "led work" }
    let election: LeaderElection
    let furnishing: Furnishing
    let loops: ControlLoops
    let leading: WorkReadiness

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await election.run(onOverdue: UpCommand.giveUp) {
                leading.begin()
                if await furnishing.untilDone() { await loops.work() }
                leading.end()
            }
        }
    }
}

/// Puts into a cluster what the controllers stand on, however long the cluster needs to take it.
struct Furnishing: Sendable {
    let room: CapabilityRoom
    let capabilities: [any Capability]
    let skipsDefinitions: Bool

    /// Tries until everything is there; false when the task was cancelled before.
    func untilDone() async -> Bool {
        var failures = 0
        while !Task.isCancelled {
            do {
                if !skipsDefinitions {
                    try await CustomDefinitions(cluster: room.cluster).install(capabilities)
                }
                for capability in capabilities { try await capability.prepare(in: room) }
                return true
            } catch {
                failures += 1
                if !Task.isCancelled { room.logger.warning("the cluster cannot be prepared yet: \(error)") }
                // A definition is served a moment after it is stored, so the first failures are ordinary.
                try? await Task.sleep(for: Backoff.watch.delay(afterFailures: failures))
            }
        }
        return false
    }
}

/// Says that the process is ready once the cluster has answered it.
struct FirstContact: Service, CustomStringConvertible {
    var description: String { "first contact" }
    private static let namespaces = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "Namespace"), plural: "namespaces", scope: .cluster)

    let cluster: any Cluster
    let readiness: WorkReadiness

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled, !readiness.isReady {
                do {
                    _ = try await cluster.list(
                        Self.namespaces, namespace: nil, options: ListOptions(limit: 1))
                    readiness.begin()
                } catch {
                    // A refusal is an answer too: what the process may not see here it may not need.
                    if let status = error as? StatusError, status.code == 403 { readiness.begin() }
                    try? await Task.sleep(for: .seconds(2))
                }
            }
        }
    }
}
