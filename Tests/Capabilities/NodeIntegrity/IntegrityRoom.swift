import Bytes
import Capability
import Cluster
import Controllers
import EmbeddedCluster
import Kubernetes
import Logging
import ScratchRoots
import Synchronization
import TemporaryFolders

@testable import NodeIntegrity

/// An in-memory cluster with the capability's definitions and nodes, and a small host of its own for each node.
final class IntegrityRoom: Sendable {
    static let namespace = FileIntegrityGroup.namespace

    let room: CapabilityRoom
    let time = TestTime()
    let metrics = IntegrityMetrics()
    let watched = WatchedConfigurations()
    private let folders: [String: TemporaryFolder]
    private let states: [String: TemporaryFolder]

    var cluster: any Cluster { room.cluster }

    init(nodes: [String] = ["this-node"]) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let cluster = try await EmbeddedCluster(
            EmbeddedCluster.Configuration(stateDirectory: nil), logger: logger)
        let time = time
        room = CapabilityRoom(
            cluster: cluster, nodeName: nodes[0], hostRoot: "/", now: { time.text }, logger: logger)
        folders = Dictionary(uniqueKeysWithValues: nodes.map { ($0, TemporaryFolder()) })
        states = Dictionary(uniqueKeysWithValues: nodes.map { ($0, TemporaryFolder()) })
        let capability = NodeIntegrity()
        try await CustomDefinitions(cluster: cluster).install([capability])
        try await capability.prepare(in: room)
        for name in nodes {
            _ = try await cluster.create(
                FileIntegrityGroup.nodes, namespace: nil,
                Object(kind: FileIntegrityGroup.nodes.kind, name: name),
                options: WriteOptions())
        }
    }

    /// The root directory of a node.
    func host(_ node: String = "this-node") -> TemporaryFolder { folders[node] ?? TemporaryFolder() }

    /// The folder in which a node keeps what belongs to a FileIntegrity.
    func folder(_ node: String = "this-node", of integrity: String = "example") -> NodeFolder {
        NodeFolder(stateDirectory: states[node]?.path ?? "", namespace: Self.namespace, name: integrity)
    }

    /// The agent of a node.
    ///
    /// - Parameter root: another root directory than the node's own.
    func agent(
        _ node: String = "this-node", root: String? = nil, watches: NodeWatches? = nil
    ) -> NodeAgent {
        var own = room
        own.nodeName = node
        own.hostRoot = root ?? host(node).path
        return NodeAgent(room: own, stateDirectory: states[node]?.path ?? "", watches: watches)
    }

    func key(_ name: String = "example") -> ObjectKey { ObjectKey(namespace: Self.namespace, name: name) }

    /// Creates a FileIntegrity.
    func create(_ name: String = "example", spec: JSON = ["config": [:]]) async throws {
        var object = Object(kind: FileIntegrityResource.type.kind, name: name, namespace: Self.namespace)
        object["spec"] = spec
        _ = try await cluster.create(
            FileIntegrityResource.type, namespace: Self.namespace, object,
            options: WriteOptions(fieldValidation: .strict))
    }

    /// Creates or replaces a ConfigMap with a configuration.
    func configure(_ name: String, _ text: String, key: String = "aide.conf") async throws {
        var map = Object(
            kind: FileIntegrityGroup.configMaps.kind, name: name, namespace: Self.namespace)
        map["data"] = [key: .string(text)]
        try await cluster.deleteIfPresent(
            FileIntegrityGroup.configMaps, namespace: Self.namespace, name: name)
        _ = try await cluster.create(
            FileIntegrityGroup.configMaps, namespace: Self.namespace, map, options: WriteOptions())
    }

    /// Lets the operator do what it has to do about a FileIntegrity.
    @discardableResult
    func operate(_ name: String = "example") async throws -> ReconcileResult {
        let reconciler = FileIntegrityReconciler(room: room, metrics: metrics, watched: watched)
        var result = ReconcileResult.done
        // A write wakes the reconciler again.
        for _ in 0..<3 { result = try await reconciler.reconcile(key(name)) }
        return result
    }

    /// Lets the operator take in what nodes have left.
    func collect() async throws {
        let maps = try await cluster.list(
            FileIntegrityGroup.configMaps, namespace: Self.namespace,
            options: ListOptions(labelSelector: FileIntegrityGroup.logLabel))
        for map in maps.items {
            _ = try await ResultReconciler(room: room, metrics: metrics).reconcile(ObjectKey(map))
        }
    }

    /// One look of a node's agent, and what the operator makes of it.
    @discardableResult
    func look(_ node: String = "this-node", _ name: String = "example") async throws -> ReconcileResult {
        try await operate(name)
        let result = try await agent(node).reconcile(key(name))
        try await collect()
        try await operate(name)
        return result
    }

    func integrity(_ name: String = "example") async throws -> FileIntegrityResource? {
        try await cluster.find(FileIntegrityResource.self, namespace: Self.namespace, name: name)
    }

    func status(_ node: String = "this-node", _ name: String = "example") async throws -> NodeStatus? {
        try await cluster.find(NodeStatus.self, namespace: Self.namespace, name: "\(name)-\(node)")
    }

    func map(_ name: String) async throws -> Object? {
        try await cluster.find(FileIntegrityGroup.configMaps, namespace: Self.namespace, name: name)
    }

    /// Sets an annotation of a FileIntegrity; nil removes it.
    func annotate(_ word: String, _ value: String?, _ name: String = "example") async throws {
        guard var object = try await integrity(name)?.object else { return }
        var annotations = object.annotations
        annotations[FileIntegrityGroup.key(word)] = value
        object.annotations = annotations
        _ = try await cluster.update(
            FileIntegrityResource.type, namespace: Self.namespace, object, subresource: nil,
            options: WriteOptions())
    }

    /// Sets what the Machine Config Operator says of a node.
    func update(node name: String, current: String, desired: String, state: String) async throws {
        var node = try await cluster.get(FileIntegrityGroup.nodes, namespace: nil, name: name)
        for (word, value) in [("currentConfig", current), ("desiredConfig", desired), ("state", state)] {
            node.annotations["machineconfiguration.openshift.io/\(word)"] = value
        }
        _ = try await cluster.update(
            FileIntegrityGroup.nodes, namespace: nil, node, subresource: nil, options: WriteOptions())
        _ = try await NodeReconciler(room: room, metrics: metrics).reconcile(ObjectKey(name: name))
    }

    /// The messages of the Events with a reason, each with how often it was said.
    func events(_ reason: String) async throws -> [String: Int] {
        let events = try await cluster.list(
            EventRecorder.events, namespace: Self.namespace, options: ListOptions()
        ).items.filter { $0["reason"]?.string == reason }
        return Dictionary(
            events.map { ($0["message"]?.string ?? "", $0["count"]?.int ?? 0) }, uniquingKeysWith: +)
    }
}

/// A time of day that tests move on.
final class TestTime: Sendable {
    private let moment = Mutex(Timestamp.now())

    var text: String { moment.withLock { $0.text } }

    func pass(seconds: Int64) { moment.withLock { $0.microseconds += seconds * 1_000_000 } }
}
