import Bytes
public import Cluster
import Kubernetes
import YAML

/// Installs the capabilities' custom resource definitions.
public struct CustomDefinitions: Sendable {
    private static let type = ResourceType(
        kind: GroupVersionKind(
            group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition"),
        plural: "customresourcedefinitions", scope: .cluster, subresources: ["status"])

    private let cluster: any Cluster

    /// Installs into a cluster.
    public init(cluster: any Cluster) { self.cluster = cluster }

    /// Creates each definition, or replaces the spec of one that is there.
    ///
    /// All at once: writes that run at once share the store's commits.
    public func install(_ capabilities: [any Capability]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for definition in capabilities.flatMap(\.definitions) {
                group.addTask {
                    for document in try YAML.parse(bytes: definition) { try await install(Object(document)) }
                }
            }
            try await group.waitForAll()
        }
    }

    private func install(_ definition: Object) async throws {
        guard var known = try await cluster.find(Self.type, namespace: nil, name: definition.name) else {
            _ = try await cluster.create(
                Self.type, namespace: nil, definition, options: WriteOptions(fieldValidation: .strict))
            return
        }
        known["spec"] = definition["spec"]
        _ = try await cluster.update(
            Self.type, namespace: nil, known, subresource: nil, options: WriteOptions())
    }
}
