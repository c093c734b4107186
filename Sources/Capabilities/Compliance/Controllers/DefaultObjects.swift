import Bytes
import Capability
import Cluster
import Kubernetes
import Logging

/// What must be there after the first start: the namespace, the installed content as bundles and the two default
/// settings.
///
/// What people changed stays changed.
struct DefaultObjects {
    let room: CapabilityRoom
    let directories: ContentDirectories
    /// The host's `ID` and `VERSION_ID` of os-release, joined: content for it is named after that.
    ///
    /// Empty where no host is looked after.
    let hostProduct: String

    private static let namespaces = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "Namespace"), plural: "namespaces", scope: .cluster)

    func create() async throws {
        _ = try await room.cluster.createIfAbsent(
            Self.namespaces, Object(kind: Self.namespaces.kind, name: ComplianceGroup.namespace))
        try await createSetting("default", applies: false)
        try await createSetting("default-auto-apply", applies: true)
        let streams = directories.dataStreams()
        for stream in streams {
            _ = try await room.cluster.createIfAbsent(
                ProfileBundle(
                    name: ComplianceNames.bundle(file: stream.file), directory: stream.directory,
                    file: stream.file))
        }
        if !hostProduct.isEmpty,
            !streams.contains(where: { ComplianceNames.bundle(file: $0.file) == hostProduct })
        {
            room.logger.warning(
                "no content for \(hostProduct) was found, so this host is not scanned; give --content or --content-dir"
            )
        }
    }

    private func createSetting(_ name: String, applies: Bool) async throws {
        var setting = Object(kind: ScanSetting.type.kind, name: name, namespace: ComplianceGroup.namespace)
        setting["roles"] = ["worker"]
        setting["rawResultStorage"] = ["rotation": 3, "size": "1Gi"]
        if applies {
            setting["autoApplyRemediations"] = true
            setting["autoUpdateRemediations"] = true
        }
        _ = try await room.cluster.createIfAbsent(ScanSetting(setting))
    }
}
