import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Synchronization
import TemporaryFolders

let configMaps = ResourceType(kind: GroupVersionKind(version: "v1", kind: "ConfigMap"), plural: "configmaps")
let secrets = ResourceType(kind: GroupVersionKind(version: "v1", kind: "Secret"), plural: "secrets")
let events = ResourceType(kind: GroupVersionKind(version: "v1", kind: "Event"), plural: "events")
let namespaces = ResourceType(
    kind: GroupVersionKind(version: "v1", kind: "Namespace"), plural: "namespaces", scope: .cluster)
let definitions = ResourceType(
    kind: GroupVersionKind(group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition"),
    plural: "customresourcedefinitions", scope: .cluster)
let widgets = ResourceType(
    kind: GroupVersionKind(group: "test.martlet.dev", version: "v1", kind: "Widget"), plural: "widgets")

/// A clock that the test moves; whoever sleeps on it wakes when its time has come.
final class TestClock: Sendable {
    private let seconds = Mutex<Int64>(1_790_000_000)

    var clock: WallClock {
        WallClock(
            now: { Timestamp(seconds: self.seconds.withLock { $0 }) },
            sleep: { duration in
                let wake = self.seconds.withLock { $0 } + max(1, duration.components.seconds)
                while self.seconds.withLock({ $0 }) < wake { try await Task.sleep(for: .milliseconds(2)) }
            })
    }

    /// Lets a minute pass every few milliseconds until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            advance(60)
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    func advance(_ by: Int64) { seconds.withLock { $0 += by } }
}

/// A cluster in memory, or in a folder.
func makeCluster(
    _ folder: TemporaryFolder? = nil, historyLimit: Int = 10_000, clock: WallClock = .system
) async throws -> EmbeddedCluster {
    try await EmbeddedCluster(
        EmbeddedCluster.Configuration(stateDirectory: folder?.path, historyLimit: historyLimit, clock: clock))
}

/// Runs a body beside the cluster's loops and ends them afterwards.
func withLoops(_ cluster: EmbeddedCluster, _ body: @Sendable @escaping () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await cluster.run() }
        defer { group.cancelAll() }
        try await body()
    }
    await cluster.shutdown()
}

/// Waits until a fact is true; false after five seconds.
func eventually(_ isTrue: () async throws -> Bool) async rethrows -> Bool {
    for _ in 0..<1000 {
        if try await isTrue() { return true }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return false
}

func configMap(
    _ name: String, namespace: String? = "default", data: String = "v", labels: [String: String] = [:],
    owners: [OwnerReference] = [], finalizers: [String] = []
) -> Object {
    var object = Object(kind: configMaps.kind, name: name, namespace: namespace)
    object["data"] = ["key": .string(data)]
    object.labels = labels
    object.ownerReferences = owners
    object.finalizers = finalizers
    return object
}

/// A definition with a status subresource, a default and an enumeration.
func widgetDefinition() throws -> Object {
    Object(
        try JSON(
            parsing: """
                {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
                 "metadata":{"name":"widgets.test.martlet.dev"},
                 "spec":{"group":"test.martlet.dev","scope":"Namespaced",
                  "names":{"plural":"widgets","kind":"Widget","shortNames":["wd"]},
                  "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
                   "selectableFields":[{"jsonPath":".spec.color"}],
                   "schema":{"openAPIV3Schema":{"type":"object","properties":{
                    "spec":{"type":"object","properties":{
                     "color":{"type":"string","enum":["red","blue"],"default":"red"},
                     "num":{"type":"integer","minimum":0}}},
                    "status":{"type":"object","properties":{"phase":{"type":"string"}}}}}}},
                   {"name":"v2","served":true,"storage":false,"subresources":{"status":{}},
                   "schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
                """))
}

func widget(_ name: String, spec: JSON = [:]) -> Object {
    var object = Object(kind: widgets.kind, name: name, namespace: "default")
    object["spec"] = spec
    return object
}

/// The refusal that a body ends in, or nil.
func refusal(_ body: () async throws -> Void) async -> StatusError? {
    do { try await body() } catch { return error as? StatusError }
    return nil
}
