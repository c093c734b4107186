import Bytes
import Capability
import Cluster
import Controllers
import EmbeddedCluster
import Kubernetes
import Logging

@testable import Compliance

/// An in-memory cluster with the capability's definitions, a Node and the namespace in it.
struct ComplianceRoom {
    let room: CapabilityRoom
    var cluster: any Cluster { room.cluster }

    init() async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let cluster = try await EmbeddedCluster(
            EmbeddedCluster.Configuration(stateDirectory: nil), logger: logger)
        room = CapabilityRoom(
            cluster: cluster, nodeName: "this-node", hostRoot: "/", now: { "2026-01-02T03:04:05Z" },
            logger: logger)
        let capability = Compliance(contentDirectories: [], contentFiles: [])
        try await CustomDefinitions(cluster: cluster).install([capability])
        try await capability.prepare(in: room)
        var node = Object(kind: GroupVersionKind(version: "v1", kind: "Node"), name: "this-node")
        node.labels = ["node-role.kubernetes.io/worker": ""]
        let nodes = ResourceType(kind: node.kind, plural: "nodes", scope: .cluster)
        _ = try await cluster.create(nodes, namespace: nil, node, options: WriteOptions())
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

/// A scanner that finds what it is told to find.
struct StubScanner: Scanner {
    var outcome: Result<ScanFindings, any Error>

    func scan(content path: String, profile: String) async throws -> ScanFindings { try outcome.get() }

    static func finding(_ rule: String, _ status: CheckStatus, severity: String = "medium") -> RuleFinding {
        RuleFinding(
            id: "xccdf_org.ssgproject.content_rule_\(rule)", status: status, severity: severity,
            description: "Title of \(rule)\nDescription.", rationale: "", instructions: "Look.", warnings: [],
            valuesUsed: [], messages: status == .error ? ["cannot be decided"] : [])
    }
}
