import Capability
import Cluster
import Kubernetes

/// The nodes that a scan is about, and which process answers for it.
///
/// Where an agent runs on every node, the scan belongs to the first node that it selects; a scan that selects
/// none belongs to the first node of all, so that somebody says so.
struct SelectedNodes {
    /// What the scan's nodeSelector leads to.
    enum Choice: Equatable {
        case none
        case one
        case several([String])
    }

    let choice: Choice
    /// True when this process answers for the scan.
    let isOurs: Bool

    init(_ scan: ComplianceScan, in room: CapabilityRoom) async throws(StatusError) {
        func isSelected(_ node: Object) -> Bool {
            scan.nodeSelector.allSatisfy { node.labels[$0.key] == $0.value }
        }
        guard room.role == .hostSide else {
            let node = try await room.cluster.get(Self.type, namespace: nil, name: room.nodeName)
            choice = isSelected(node) ? .one : .none
            isOurs = true
            return
        }
        let nodes = try await room.cluster.list(Self.type, namespace: nil, options: ListOptions()).items
        let selected = nodes.filter(isSelected).map(\.name).sorted()
        choice = selected.isEmpty ? .none : selected.count == 1 ? .one : .several(selected)
        isOurs = (selected.first ?? nodes.map(\.name).min()) == room.nodeName
    }

    private static let type = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "Node"), plural: "nodes", scope: .cluster)
}
