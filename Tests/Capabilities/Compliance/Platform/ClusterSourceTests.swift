import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import PlatformFacts
import Testing

@testable import Compliance

@Suite("The embedded cluster as a source of facts")
struct ClusterSourceTests {
    @Test("objects and lists are answered as an API server would, kinds that are absent with 404")
    func answers() async throws {
        let room = try await ComplianceRoom()
        let type = ResourceType(
            kind: GroupVersionKind(apiVersion: "v1", kind: "Namespace"), plural: "namespaces", scope: .cluster
        )
        _ = try await room.cluster.create(
            type, namespace: nil, Object(kind: type.kind, name: "team-a"), options: WriteOptions())
        let source = ClusterSource(room.cluster)
        guard case .json(let one) = try await source.get("/api/v1/namespaces/team-a"),
            case .json(let all) = try await source.get("/api/v1/namespaces?limit=1"),
            case .json(let custom) = try await source.get("/apis/compliance.openshift.io/v1alpha1/rules")
        else {
            Issue.record("something was not found")
            return
        }
        #expect(one[["metadata", "name"]] == "team-a")
        #expect(all["kind"] == "NamespaceList")
        #expect(all["items"]?.array?.contains { $0[["metadata", "name"]] == "team-a" } == true)
        #expect(custom["items"]?.array != nil)
        for path in ["/api/v1/namespaces/gone", "/apis/config.openshift.io/v1/oauths/cluster", "/version"] {
            guard case .notFound = try await source.get(path) else {
                Issue.record("\(path) was found")
                return
            }
        }
        let (own, foreign) = (
            try await source.serves(group: "compliance.openshift.io"),
            try await source.serves(group: "config.openshift.io")
        )
        #expect(own && !foreign)
    }
}
