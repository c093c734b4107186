import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing

@Suite("Events are the same in both groups")
struct SharedFormTests {
    private let core = ResourceType(
        kind: GroupVersionKind(group: "", version: "v1", kind: "Event"), plural: "events")
    private let newer = ResourceType(
        kind: GroupVersionKind(group: "events.k8s.io", version: "v1", kind: "Event"), plural: "events")

    @Test("what one group writes the other reads, selects and watches under its own names")
    func bothWays() async throws {
        let cluster = try await EmbeddedCluster(EmbeddedCluster.Configuration(stateDirectory: nil))
        defer { Task { await cluster.shutdown() } }
        let written = Object([
            "apiVersion": "v1", "kind": "Event", "metadata": ["name": "seen.1", "namespace": "default"],
            "involvedObject": ["kind": "Pod", "name": "p", "namespace": "default"], "message": "it runs",
            "reason": "Started", "type": "Normal", "count": 2, "source": ["component": "kubelet"],
        ])
        _ = try await cluster.create(core, namespace: "default", written, options: WriteOptions())

        let read = try await cluster.get(newer, namespace: "default", name: "seen.1")
        #expect(read.json["apiVersion"] == "events.k8s.io/v1")
        #expect(read["note"] == "it runs")
        #expect(read["regarding"]?["name"] == "p")
        #expect(read["deprecatedCount"] == 2)
        #expect(read["message"] == nil && read["involvedObject"] == nil)

        let selected = try await cluster.list(
            newer, namespace: "default", options: ListOptions(fieldSelector: "regarding.name=p"))
        #expect(selected.items.map(\.name) == ["seen.1"])

        var changed = read
        changed["note"] = "it stopped"
        _ = try await cluster.update(
            newer, namespace: "default", changed, subresource: nil, options: WriteOptions())
        let back = try await cluster.get(core, namespace: "default", name: "seen.1")
        #expect(back["message"] == "it stopped")
        #expect(back["note"] == nil)
        #expect(back.json["apiVersion"] == "v1")

        let watch = try await cluster.watch(newer, namespace: "default", options: WatchOptions())
        for try await event in watch {
            #expect(event.object["note"] == "it stopped")
            break
        }
    }
}
