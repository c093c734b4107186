import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing

@Suite("Several admission controls")
struct AdmissionSequenceTests {
    private struct Labelling: AdmissionControl {
        let label: String
        var refuses = false

        func mutate(
            _ request: AdmissionRequest
        ) async throws(StatusError) -> (object: Object, warnings: [String]) {
            guard var object = request.object else { return (Object([:]), []) }
            object.labels[label] = String(object.labels.count)
            return (object, [label])
        }

        func validate(_ request: AdmissionRequest) async throws(StatusError) -> [String] {
            if refuses { throw .badRequest("\(label) refuses") }
            return ["\(label) agrees"]
        }
    }

    private let type = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "ConfigMap"), plural: "configmaps")

    @Test("each sees what the one before it left, and one refusal is enough")
    func order() async throws {
        let cluster = try await EmbeddedCluster(EmbeddedCluster.Configuration(stateDirectory: nil))
        cluster.use(Labelling(label: "a"))
        cluster.use(Labelling(label: "b"))
        let map = Object(kind: type.kind, name: "m", namespace: "default")
        let made = try await cluster.rawCreate(type, namespace: "default", map)
        #expect(Object(made.object.json).labels == ["a": "0", "b": "1"])
        #expect(made.warnings == ["a", "b", "a agrees", "b agrees"])
        cluster.use(Labelling(label: "c", refuses: true))
        var other = map
        other.name = "n"
        let error = await #expect(throws: StatusError.self) {
            try await cluster.rawCreate(type, namespace: "default", other)
        }
        #expect(error?.message == "c refuses")
        await cluster.shutdown()
    }
}
