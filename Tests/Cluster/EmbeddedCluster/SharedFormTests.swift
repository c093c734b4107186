import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing

@Suite("Resources that share their objects")
struct SharedFormTests {
    private let core = ResourceType(
        kind: GroupVersionKind(group: "", version: "v1", kind: "Event"), plural: "events")
    private let newer = ResourceType(
        kind: GroupVersionKind(group: "events.k8s.io", version: "v1", kind: "Event"), plural: "events")

    @Test("what one group of Events writes the other reads, selects and watches under its own names")
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

    @Test("an autoscaler of either version is served, changed and watched in both")
    func autoscalers() async throws {
        let cluster = try await EmbeddedCluster(EmbeddedCluster.Configuration(stateDirectory: nil))
        defer { Task { await cluster.shutdown() } }
        let (old, new) = (autoscalers("v1"), autoscalers("v2"))
        let written = Object([
            "apiVersion": "autoscaling/v1", "kind": "HorizontalPodAutoscaler",
            "metadata": ["name": "web", "namespace": "default"],
            "spec": ["scaleTargetRef": ["kind": "Deployment", "name": "web"], "maxReplicas": 3],
        ])
        let made = try await cluster.create(old, namespace: "default", written, options: WriteOptions())
        #expect(made.json["apiVersion"] == "autoscaling/v1")
        #expect(made["spec"]?["minReplicas"] == 1)
        #expect(made["spec"]?["targetCPUUtilizationPercentage"] == 80)

        var read = try await cluster.get(new, namespace: "default", name: "web")
        #expect(read.json["apiVersion"] == "autoscaling/v2")
        #expect(read["spec"]?["metrics"]?.array?.count == 1)
        read["spec"]?["metrics"] = [
            [
                "type": "Resource",
                "resource": ["name": "memory", "target": ["type": "Utilization", "averageUtilization": 70]],
            ]
        ]
        _ = try await cluster.update(
            new, namespace: "default", read, subresource: nil, options: WriteOptions())
        var back = try await cluster.get(old, namespace: "default", name: "web")
        #expect(back["spec"]?["targetCPUUtilizationPercentage"] == nil)
        #expect(back.annotations["autoscaling.alpha.kubernetes.io/metrics"]?.contains("memory") == true)

        // A writer that knows v1 only loses nothing of what v2 says.
        back["spec"]?["maxReplicas"] = 5
        _ = try await cluster.update(
            old, namespace: "default", back, subresource: nil, options: WriteOptions())
        let last = try await cluster.get(new, namespace: "default", name: "web")
        #expect(last["spec"]?["maxReplicas"] == 5)
        #expect(last["spec"]?["metrics"] == read["spec"]?["metrics"])
        #expect(last.annotations.isEmpty)

        let watch = try await cluster.watch(old, namespace: "default", options: WatchOptions())
        for try await event in watch {
            #expect(event.object.json["apiVersion"] == "autoscaling/v1")
            break
        }
        let refused = await refusal {
            var wrong = written
            wrong.name = "wrong"
            wrong["spec"]?["maxReplicas"] = 0
            _ = try await cluster.create(old, namespace: "default", wrong, options: WriteOptions())
        }
        #expect(refused?.causes.map(\.field) == ["spec.maxReplicas"])
    }

    @Test("each is the other's equivalent, in another group too")
    func equivalents() async throws {
        let cluster = try await EmbeddedCluster(EmbeddedCluster.Configuration(stateDirectory: nil))
        #expect(cluster.equivalents(of: core).map(\.qualifiedName) == ["events.events.k8s.io"])
        #expect(cluster.equivalents(of: newer).map(\.qualifiedName) == ["events"])
        #expect(cluster.equivalents(of: autoscalers("v1")).map(\.version) == ["v2"])
        #expect(cluster.equivalents(of: configMaps).isEmpty)
        await cluster.shutdown()
    }

    private func autoscalers(_ version: String) -> ResourceType {
        ResourceType(
            kind: GroupVersionKind(group: "autoscaling", version: version, kind: "HorizontalPodAutoscaler"),
            plural: "horizontalpodautoscalers")
    }
}
