import Bytes
import Capability
import Cluster
import Kubernetes

/// What must be there after the first start: the namespace, and the stricter rules for those who want them.
///
/// No FileIntegrity is made: which nodes are watched is for their owner to say. What people changed stays changed.
struct DefaultObjects {
    let room: CapabilityRoom

    private static let namespaces = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "Namespace"), plural: "namespaces", scope: .cluster)

    func create() async throws {
        _ = try await room.cluster.createIfAbsent(
            Self.namespaces, Object(kind: Self.namespaces.kind, name: FileIntegrityGroup.namespace))
        var strict = Object(
            kind: FileIntegrityGroup.configMaps.kind, name: DefaultConfiguration.strictName,
            namespace: FileIntegrityGroup.namespace)
        strict["data"] = [FileIntegrityGroup.configurationKey: .string(DefaultConfiguration.strictText)]
        _ = try await room.cluster.createIfAbsent(FileIntegrityGroup.configMaps, strict)
    }
}
