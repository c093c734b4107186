import Bytes
import Capability
import Cluster
import EmbeddedCluster
import Kubernetes
import Logging
import Testing

@testable import Compliance

@Suite("Which node's agent answers for a scan")
struct SelectedNodesTests {
    private static let nodes = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "Node"), plural: "nodes", scope: .cluster)

    /// What the agents of three nodes, of which `b` and `c` are workers, make of a selector.
    private func agents(_ selector: JSON) async throws -> [String: SelectedNodes] {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let cluster = try await EmbeddedCluster(
            EmbeddedCluster.Configuration(stateDirectory: nil), logger: logger)
        for name in ["a", "b", "c"] {
            var node = Object(kind: Self.nodes.kind, name: name)
            node.labels = ["kubernetes.io/hostname": name]
            if name != "a" { node.labels["node-role.kubernetes.io/worker"] = "" }
            _ = try await cluster.create(Self.nodes, namespace: nil, node, options: WriteOptions())
        }
        var scan = Object(kind: ComplianceScan.type.kind, name: "scan", namespace: ComplianceGroup.namespace)
        scan["spec"] = ["nodeSelector": selector]
        var answers: [String: SelectedNodes] = [:]
        for name in ["a", "b", "c"] {
            let room = CapabilityRoom(
                cluster: cluster, nodeName: name, hostRoot: "/", role: .hostSide, now: { "" }, logger: logger)
            answers[name] = try await SelectedNodes(ComplianceScan(scan), in: room)
        }
        return answers
    }

    @Test("a scan of one node is that node's")
    func one() async throws {
        let agents = try await agents(["kubernetes.io/hostname": "b"])
        #expect(agents.filter { $0.value.isOurs }.keys.sorted() == ["b"])
        #expect(agents["b"]?.choice == .one)
    }

    @Test("a scan of several nodes is the first one's, who knows that there are more")
    func several() async throws {
        let agents = try await agents(["node-role.kubernetes.io/worker": ""])
        #expect(agents.filter { $0.value.isOurs }.keys.sorted() == ["b"])
        #expect(agents["b"]?.choice == .several(["b", "c"]))
    }

    @Test("a scan of no node is the first node's, so that somebody says so")
    func none() async throws {
        let agents = try await agents(["nobody": "has"])
        #expect(agents.filter { $0.value.isOurs }.keys.sorted() == ["a"])
        #expect(agents["a"]?.choice == SelectedNodes.Choice.none)
    }
}
