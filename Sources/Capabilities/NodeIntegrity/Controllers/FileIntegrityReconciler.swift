import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import Logging

/// Gives nodes their configuration, takes in wishes for new databases, and says where everything stands.
struct FileIntegrityReconciler: Reconciler {
    let name = "fileintegrity"
    let room: CapabilityRoom
    let metrics: IntegrityMetrics
    let watched: WatchedConfigurations

    /// Upstream's figure for looking again: who asks for a node that comes later is served within it.
    static let patience: Duration = .seconds(30)

    var sources: [ReconcileSource] {
        [
            .primary(FileIntegrityResource.type),
            .owned(NodeStatus.type, by: FileIntegrityResource.type),
            ReconcileSource(FileIntegrityGroup.configMaps) { watched.keys(of: $0) },
        ]
    }

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        let found = try await room.cluster.find(
            FileIntegrityResource.self, namespace: key.namespace, name: key.name)
        guard let found, found.object.deletionTimestamp == nil else {
            watched.note(key, takes: nil)
            metrics.forget(key)
            return .done
        }
        guard let integrity = try await checkingClass(of: found) else { return .done }
        watched.note(
            key, takes: integrity.userConfiguration.map { ObjectKey(namespace: $0.namespace, name: $0.name) })
        let (configuration, problem) = try await configure(integrity)
        let nodes = try await room.cluster.list(
            FileIntegrityGroup.nodes, namespace: nil, options: ListOptions()
        ).items
        let statuses = try await prune(try await NodeStatus.all(of: integrity, in: room.cluster), nodes)
        // The write wakes this reconciler again with what it says then.
        if try await takeWishes(integrity, configuration, statuses) { return .done }
        let progress = NodesProgress(
            integrity: integrity, configuration: configuration?.digest, nodes: nodes, statuses: statuses)
        metrics.show(key, failures: progress.failures)
        try await markConfiguration(integrity, progress)
        try await reach(problem == nil ? progress.phase : .error, integrity)
        return .again(after: Self.patience)
    }

    /// The resource, if its priority class is there; else the wish for the class is taken back and told of.
    private func checkingClass(of integrity: FileIntegrityResource) async throws -> FileIntegrityResource? {
        let wanted = integrity.priorityClassName
        if wanted.isEmpty { return integrity }
        let classes = ResourceType(
            kind: GroupVersionKind(group: "scheduling.k8s.io", version: "v1", kind: "PriorityClass"),
            plural: "priorityclasses", scope: .cluster)
        if try await room.cluster.find(classes, namespace: nil, name: wanted) != nil { return integrity }
        await room.events("fileintegrityctrl").record(
            .warning, about: integrity.object, reason: "PriorityClass",
            message: "the priority class \(wanted) does not exist and was taken off the FileIntegrity")
        metrics.errorHappened("PriorityClass")
        var corrected = integrity.object
        corrected["spec"]?["priorityClassName"] = nil
        _ = try await write(corrected)
        return nil
    }

    /// Brings the nodes' ConfigMap up to date; what is in it then, and why it is not what was asked for.
    private func configure(
        _ integrity: FileIntegrityResource
    ) async throws -> (configuration: NodeConfiguration?, problem: String?) {
        let wanted = WantedConfiguration(room: room, integrity: integrity)
        var problem: String?
        switch try await wanted.find() {
        case .configuration(let configuration):
            do {
                if try await wanted.store(configuration) { metrics.reinitialized(by: .configuration) }
                _ = watched.note(ObjectKey(integrity.object), problem: nil)
                return (configuration, nil)
            } catch let obstacle as WantedConfiguration.Obstacle { problem = obstacle.description }
        case .problem(let sentence): problem = sentence
        }
        if watched.note(ObjectKey(integrity.object), problem: problem), let problem {
            await room.events("fileintegrityctrl").record(
                .warning, about: integrity.object, reason: "Configuration", message: problem)
            metrics.errorHappened("Configuration")
        }
        return (try await wanted.current().flatMap(NodeConfiguration.init(of:)), problem)
    }

    /// Removes what is said of nodes that are gone.
    private func prune(_ statuses: [NodeStatus], _ nodes: [Object]) async throws -> [NodeStatus] {
        let names = Set(nodes.map(\.name))
        for status in statuses where !names.contains(status.nodeName) {
            try await room.cluster.deleteIfPresent(
                NodeStatus.type, namespace: status.object.namespace, name: status.object.name,
                uid: status.object.uid)
        }
        return statuses.filter { names.contains($0.nodeName) }
    }

    /// Turns annotations into numbered wishes and tells nodes of another configuration, all in one write; whether
    /// there was anything to write.
    private func takeWishes(
        _ integrity: FileIntegrityResource, _ configuration: NodeConfiguration?, _ statuses: [NodeStatus]
    ) async throws -> Bool {
        var object = integrity.object
        var annotations = object.annotations
        var requests = InitRequests(of: object)
        if let text = annotations.removeValue(forKey: Self.reinitKey) {
            requests.add(NodeList(text))
            metrics.reinitialized(by: .demand)
        }
        if let text = annotations.removeValue(forKey: Self.reinitFailedKey) {
            let meant = NodeList(text)
            let failed = statuses.filter { $0.lastResult?.condition == .failed }.map(\.nodeName)
                .filter(meant.contains)
            if !failed.isEmpty {
                requests.add(NodeList(names: failed))
                metrics.reinitialized(by: .demand)
            }
        }
        if !requests.isEmpty { annotations[InitRequests.key] = requests.text }
        if let configuration { annotations[Self.digestKey] = configuration.digest }
        let doubts =
            integrity.userConfiguration == nil ? nil : configuration.flatMap(ConfigurationDoubts.init)
        annotations[ConfigurationDoubts.key] = doubts?.text
        if annotations == object.annotations { return false }
        let isNews = annotations[ConfigurationDoubts.key] != object.annotations[ConfigurationDoubts.key]
        object.annotations = annotations
        let written = try await write(object)
        if isNews, let doubts {
            await room.events("fileintegrityctrl").record(
                .warning, about: written, reason: "ConfigurationDoubt", message: doubts.text)
        }
        return true
    }

    private static let reinitKey = FileIntegrityGroup.key("re-init")
    private static let reinitFailedKey = FileIntegrityGroup.key("re-init-on-failed")
    /// Stands for the nodes' configuration, so that they hear of another one without following ConfigMaps.
    static let digestKey = FileIntegrityGroup.key("config-digest")
    private static let updatedKey = FileIntegrityGroup.key("updated")

    private func write(_ object: Object) async throws -> Object {
        try await room.cluster.update(
            FileIntegrityResource.type, namespace: object.namespace, object, subresource: nil,
            options: WriteOptions())
    }

    /// Says at the nodes' ConfigMap which of them still have to begin anew, as upstream does.
    private func markConfiguration(_ integrity: FileIntegrityResource, _ progress: NodesProgress)
        async throws
    {
        guard var map = try await WantedConfiguration(room: room, integrity: integrity).current(),
            map.labels[FileIntegrityGroup.configurationLabel] != nil,
            map.annotations[Self.updatedKey] != progress.beginningAnew
        else { return }
        var annotations = map.annotations
        annotations[Self.updatedKey] = progress.beginningAnew
        map.annotations = annotations
        _ = try await room.cluster.update(
            FileIntegrityGroup.configMaps, namespace: map.namespace, map, subresource: nil,
            options: WriteOptions())
    }

    private func reach(_ phase: FileIntegrityResource.Phase, _ integrity: FileIntegrityResource) async throws
    {
        if integrity.phase == phase { return }
        var next = integrity
        next.phase = phase
        try await room.cluster.storeStatus(next, before: integrity)
        metrics.reached(phase)
        await room.events("statusctrl").record(
            phase == .error ? .warning : .normal, about: integrity.object, reason: "FileIntegrityStatus",
            message: phase.rawValue)
    }
}

extension NodeStatus {
    /// What is said of the nodes of a FileIntegrity.
    static func all(of integrity: FileIntegrityResource, in cluster: any Cluster) async throws -> [NodeStatus]
    {
        try await cluster.all(
            NodeStatus.self, namespace: integrity.object.namespace,
            labelSelector: "\(FileIntegrityGroup.ownerLabel)=\(integrity.object.name)")
    }
}
