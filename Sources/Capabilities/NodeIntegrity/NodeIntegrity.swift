public import ArgumentParser
public import Capability
public import Cluster
public import Controllers
import FileEvents

/// The file integrity row: what is on a node is held against a baseline, in AIDE's language.
public struct NodeIntegrity: Capability {
    /// The row's name.
    public let name = "File integrity"

    private let metrics = IntegrityMetrics()
    private let watchMetrics = WatchMetrics()

    /// Makes the capability.
    public init() {}

    /// The custom resource definitions.
    public var definitions: [[UInt8]] {
        [PackageResources.FileIntegrity_yaml, PackageResources.FileIntegrityNodeStatus_yaml]
    }

    /// The control loops: an agent looks at its node, the rest at the cluster.
    public func reconcilers(in room: CapabilityRoom) -> [any Reconciler] {
        metrics.forgetAll()
        let clusterSide: [any Reconciler] = [
            FileIntegrityReconciler(room: room, metrics: metrics, watched: WatchedConfigurations()),
            ResultReconciler(room: room, metrics: metrics), NodeReconciler(room: room, metrics: metrics),
        ]
        let hostSide: [any Reconciler] =
            room.stateDirectory.map {
                [NodeAgent(room: room, stateDirectory: $0, watches: watches(in: room))]
            }
            ?? []
        return switch room.role {
        case .everything: clusterSide + hostSide
        case .clusterSide: clusterSide
        case .hostSide: hostSide
        }
    }

    private func watches(in room: CapabilityRoom) -> NodeWatches {
        NodeWatches(broker: EventBroker.current, metrics: watchMetrics, logger: room.logger)
    }

    /// Creates the namespace, the stricter rules and, in a cluster, the alert.
    public func prepare(in room: CapabilityRoom) async throws {
        try await DefaultObjects(room: room).create()
        if room.role == .clusterSide { await MonitoringObjects(room: room).create() }
    }

    /// `martlet integrity …`.
    public var commands: [any ParsableCommand.Type] { [IntegrityGroup.self] }

    /// The nodes in the console.
    public var pages: [Page] { [IntegrityPage.page] }

    /// The counters and the gauge under upstream's names, and how watches stand.
    public var metricsText: String { metrics.text + watchMetrics.text }

    /// How many nodes have changed files.
    public func posture(in cluster: any Cluster) async throws -> Posture {
        try await IntegrityPosture(cluster: cluster).row()
    }
}
