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
            Self.namespaces, Object(kind: Self.namespaces.kind, name: IntegrityGroup.namespace))
        var strict = Object(
            kind: IntegrityGroup.configMaps.kind, name: DefaultConfiguration.strictName,
            namespace: IntegrityGroup.namespace)
        strict["data"] = [IntegrityGroup.configurationKey: .string(DefaultConfiguration.strictText)]
        _ = try await room.cluster.createIfAbsent(IntegrityGroup.configMaps, strict)
    }
}
