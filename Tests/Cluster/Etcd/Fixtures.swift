import Bytes
import Cluster
import EmbeddedCluster
import Etcd
import Kubernetes
import Logging
import Synchronization
import Testing

let configMaps = ResourceType(kind: GroupVersionKind(version: "v1", kind: "ConfigMap"), plural: "configmaps")
let events = ResourceType(kind: GroupVersionKind(version: "v1", kind: "Event"), plural: "events")
let services = ResourceType(kind: GroupVersionKind(version: "v1", kind: "Service"), plural: "services")
let deployments = ResourceType(
    kind: GroupVersionKind(group: "apps", version: "v1", kind: "Deployment"), plural: "deployments")
let nodes = ResourceType(
    kind: GroupVersionKind(version: "v1", kind: "Node"), plural: "nodes", scope: .cluster)
let namespaces = ResourceType(
    kind: GroupVersionKind(version: "v1", kind: "Namespace"), plural: "namespaces", scope: .cluster)
let definitions = ResourceType(
    kind: GroupVersionKind(group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition"),
    plural: "customresourcedefinitions", scope: .cluster)
let widgets = ResourceType(
    kind: GroupVersionKind(group: "test.martlet.dev", version: "v1", kind: "Widget"), plural: "widgets")

/// A log that says nothing.
let silence = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

/// Runs a body with a cluster over etcd, its loops beside it.
func withReplica(
    _ configuration: EtcdConfiguration, loops: Bool = false,
    _ body: (EmbeddedCluster) async throws -> Void
) async throws {
    try await EtcdStore.withStore(configuration, logger: silence) { store in
        let cluster = try await EmbeddedCluster(
            EmbeddedCluster.Configuration(sharing: store), logger: silence)
        try await withThrowingTaskGroup(of: Void.self) { group in
            if loops { group.addTask { await cluster.run() } }
            defer { group.cancelAll() }
            try await body(cluster)
        }
        await cluster.shutdown()
    }
}

/// Waits until a fact is true; false after ten seconds.
func eventually(_ isTrue: () async throws -> Bool) async rethrows -> Bool {
    for _ in 0..<1000 {
        if try await isTrue() { return true }
        try? await Task.sleep(for: .milliseconds(10))
    }
    return false
}

func object(
    _ type: ResourceType, _ name: String, namespace: String? = "default", _ members: JSONObject = [:]
) -> Object {
    var object = Object(kind: type.kind, name: name, namespace: type.scope == .cluster ? nil : namespace)
    for (name, value) in members { object[name] = value }
    return object
}

func configMap(_ name: String, _ value: String = "v", namespace: String = "default") -> Object {
    object(configMaps, name, namespace: namespace, ["data": ["key": .string(value)]])
}

func widgetDefinition() throws -> Object {
    Object(
        try JSON(
            parsing: """
                {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
                 "metadata":{"name":"widgets.test.martlet.dev"},
                 "spec":{"group":"test.martlet.dev","scope":"Namespaced",
                  "names":{"plural":"widgets","kind":"Widget"},
                  "versions":[{"name":"v1","served":true,"storage":true,
                   "schema":{"openAPIV3Schema":{"type":"object","properties":{
                    "spec":{"type":"object","properties":{
                     "color":{"type":"string","default":"red"}}}}}}}]}}
                """))
}

/// The refusal that a body ends in, or nil.
func refusal(_ body: () async throws -> Void) async -> StatusError? {
    do { try await body() } catch { return error as? StatusError }
    return nil
}
