import Bytes
import Capability
import Cluster
import Controllers
import EmbeddedCluster
import Kubernetes
import Logging
import Synchronization

@testable import Compliance

/// An in-memory cluster with the capability's definitions, a Node and the namespace in it.
struct ComplianceRoom {
    let room: CapabilityRoom
    var cluster: any Cluster { room.cluster }

    /// - Parameters:
    ///   - nodes: nodes beside `this-node`, all of them workers, looked after by agents of their own.
    ///   - time: the time of day.
    init(nodes others: [String] = [], time: TestTime = TestTime()) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let cluster = try await EmbeddedCluster(
            EmbeddedCluster.Configuration(stateDirectory: nil), logger: logger)
        room = CapabilityRoom(
            cluster: cluster, nodeName: "this-node", hostRoot: "/",
            role: others.isEmpty ? .everything : .clusterSide, now: { time.text }, logger: logger)
        let capability = Compliance(contentDirectories: [], contentFiles: [])
        try await CustomDefinitions(cluster: cluster).install([capability])
        try await capability.prepare(in: room)
        for name in ["this-node"] + others {
            var node = Object(kind: ScanTargets.nodes.kind, name: name)
            node.labels = ["node-role.kubernetes.io/worker": ""]
            _ = try await cluster.create(ScanTargets.nodes, namespace: nil, node, options: WriteOptions())
        }
    }

    /// Creates an object of a type from its JSON members.
    func create<Resource: CustomResource>(_ resource: Resource.Type, _ name: String, _ members: JSON)
        async throws
    {
        var object = Object(kind: Resource.type.kind, name: name, namespace: ComplianceGroup.namespace)
        for (key, value) in members.object ?? JSONObject() { object[key] = value }
        _ = try await cluster.create(
            Resource.type, namespace: object.namespace, object, options: WriteOptions())
    }

    /// The object of a name, or nil.
    func find<Resource: CustomResource>(_ resource: Resource.Type, _ name: String) async throws -> Resource? {
        try await cluster.find(resource, namespace: ComplianceGroup.namespace, name: name)
    }

    /// The key of an object in the capability's namespace.
    func key(_ name: String) -> ObjectKey { ObjectKey(namespace: ComplianceGroup.namespace, name: name) }
}

/// A time of day that tests move on.
final class TestTime: Sendable {
    private let moment = Mutex(Timestamp(seconds: 1_767_323_045))

    var text: String { moment.withLock { $0.text } }

    func pass(seconds: Int64) { moment.withLock { $0.microseconds += seconds * 1_000_000 } }
}
