import Capability
import Cluster
import Controllers
import Kubernetes

/// Holds a node's checks off while the Machine Config Operator changes it, lets the node begin anew afterwards,
/// and forgets nodes that are gone.
struct NodeReconciler: Reconciler {
    let name = "integritynode"
    let room: CapabilityRoom
    let metrics: IntegrityMetrics

    static let holdoffKey = FileIntegrityGroup.key("holdoff")

    var sources: [ReconcileSource] { [.primary(FileIntegrityGroup.nodes)] }

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        guard let node = try await room.cluster.find(FileIntegrityGroup.nodes, namespace: nil, name: key.name)
        else {
            try await forget(key.name)
            return .done
        }
        guard let state = MachineUpdate(node) else { return .done }
        for integrity in try await room.cluster.all(FileIntegrityResource.self, namespace: nil)
        where integrity.selects(node) {
            switch state {
            case .running: try await hold(node.name, integrity)
            case .over: try await resume(node.name, integrity)
            }
        }
        return .done
    }

    private func forget(_ node: String) async throws {
        for status in try await room.cluster.all(NodeStatus.self, namespace: nil)
        where status.nodeName == node {
            try await room.cluster.deleteIfPresent(
                NodeStatus.type, namespace: status.object.namespace, name: status.object.name,
                uid: status.object.uid)
        }
    }

    private func hold(_ node: String, _ integrity: FileIntegrityResource) async throws {
        var object = integrity.object
        if let text = object.annotations[Self.holdoffKey], NodeList(text).contains(node) { return }
        object.annotations[Self.holdoffKey] = NodeList.adding(node, to: object.annotations[Self.holdoffKey])
        try await write(object)
        metrics.paused(node)
    }

    /// Takes the node off the list and asks for a new database in one write: the update's changes are its own.
    private func resume(_ node: String, _ integrity: FileIntegrityResource) async throws {
        var object = integrity.object
        guard let text = object.annotations[Self.holdoffKey], NodeList(text).contains(node) else { return }
        let all = try await room.cluster.list(
            FileIntegrityGroup.nodes, namespace: nil, options: ListOptions()
        ).items.filter(integrity.selects).map(\.name)
        object.annotations[Self.holdoffKey] = NodeList.removing(node, from: text, of: all)
        var requests = InitRequests(of: object)
        requests.add(NodeList(names: [node]))
        object.annotations[InitRequests.key] = requests.text
        try await write(object)
        metrics.unpaused(node)
        metrics.reinitialized(by: .node, node: node)
    }

    private func write(_ object: Object) async throws {
        _ = try await room.cluster.update(
            FileIntegrityResource.type, namespace: object.namespace, object, subresource: nil,
            options: WriteOptions())
    }
}

/// What the Machine Config Operator does to a node, as its annotations say.
enum MachineUpdate {
    /// The node is on its way to another configuration.
    case running
    /// The node has what it should have, or cannot be brought there.
    case over

    /// Reads a node; nil where no such operator is, and between states.
    init?(_ node: Object) {
        func value(_ word: String) -> String? {
            node.annotations["machineconfiguration.openshift.io/\(word)"]
        }
        guard let current = value("currentConfig"), let desired = value("desiredConfig"),
            let state = value("state")
        else { return nil }
        if current != desired, state == "Working" {
            self = .running
        } else if (current == desired && state == "Done") || state == "Degraded" {
            self = .over
        } else {
            return nil
        }
    }
}
