import Bytes
import Capability
import Cluster
import Kubernetes

/// The targets of a scan: the nodes that its selector picks, or the platform.
struct ScanTargets {
    /// What stands for the platform where nodes are named.
    static let platform = "api-checks"

    static let nodes = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "Node"), plural: "nodes", scope: .cluster)

    /// The targets' names, sorted.
    let names: [String]
    /// The nodes that do not answer.
    let unreachable: Set<String>

    /// Looks the nodes up.
    ///
    /// Where one process looks after one host, that host is the only node that can be scanned.
    init(_ scan: ComplianceScan, in room: CapabilityRoom) async throws(StatusError) {
        guard scan.isOfNodes else {
            names = [Self.platform]
            unreachable = []
            return
        }
        if room.role == .everything {
            let node = try await room.cluster.get(Self.nodes, namespace: nil, name: room.nodeName)
            names = scan.selects(node) ? [node.name] : []
            unreachable = []
            return
        }
        let selected = try await room.cluster.list(Self.nodes, namespace: nil, options: ListOptions()).items
            .filter(scan.selects)
        names = selected.map(\.name).sorted()
        unreachable = Set(selected.filter(Self.isUnreachable).map(\.name))
    }

    private static func isUnreachable(_ node: Object) -> Bool {
        let conditions = node["status"]?["conditions"]?.array ?? []
        return conditions.contains { $0["type"] == "Ready" && $0["status"] != "True" }
    }
}

extension ComplianceScan {
    /// Whether the scan looks at nodes and not at the cluster's objects.
    var isOfNodes: Bool { scanType == "Node" && scannerType == "OpenSCAP" }

    /// Whether the scan is about a node.
    func selects(_ node: Object) -> Bool { nodeSelector.allSatisfy { node.labels[$0.key] == $0.value } }
}
