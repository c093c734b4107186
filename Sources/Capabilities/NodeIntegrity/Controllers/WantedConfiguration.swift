import Bytes
import Capability
import Cluster
import Controllers
import FileIntegrity
import Kubernetes

/// The configuration that a FileIntegrity asks for, and the ConfigMap in which nodes find it.
struct WantedConfiguration {
    let room: CapabilityRoom
    let integrity: FileIntegrityResource

    /// What should be done about the nodes' ConfigMap.
    enum Finding: Equatable {
        /// The configuration that nodes should have.
        case configuration(NodeConfiguration)
        /// What was asked for cannot be had; nodes keep what they have.
        case problem(String)
    }

    /// What the FileIntegrity asks for.
    func find() async throws -> Finding {
        guard let wish = integrity.userConfiguration else {
            return .configuration(NodeConfiguration(text: DefaultConfiguration.text))
        }
        let place = "ConfigMap \(wish.namespace)/\(wish.name)"
        if wish.namespace == integrity.object.namespace, wish.name == integrity.object.name {
            return .problem("\(place): nodes read this one, so a configuration needs another name")
        }
        let map = try await room.cluster.find(
            FileIntegrityGroup.configMaps, namespace: wish.namespace, name: wish.name)
        guard let map else { return .problem("\(place) does not exist") }
        guard let text = map["data"]?[wish.key]?.string, !text.isEmpty else {
            return .problem("\(place) has no data under the key \(wish.key)")
        }
        let configuration = NodeConfiguration(converting: text)
        do throws(ConfigurationError) { _ = try configuration.parsed(hostName: nil) } catch {
            return .problem("\(place), key \(wish.key): \(error)")
        }
        return .configuration(configuration)
    }

    /// What nodes work with now; nil when there is nothing yet.
    func current() async throws -> Object? {
        try await room.cluster.find(
            FileIntegrityGroup.configMaps, namespace: integrity.object.namespace, name: integrity.object.name)
    }

    /// Lets nodes find a configuration; whether it is another than before, rather than the first.
    ///
    /// - Throws: ``Obstacle`` when the name is taken.
    func store(_ wanted: NodeConfiguration) async throws -> Bool {
        guard var map = try await current() else {
            var map = Object(
                kind: FileIntegrityGroup.configMaps.kind, name: integrity.object.name,
                namespace: integrity.object.namespace)
            map.labels = [
                FileIntegrityGroup.configurationLabel: "",
                FileIntegrityGroup.ownerLabel: integrity.object.name,
            ]
            map.ownerReferences = [OwnerReference(to: integrity.object)]
            map["data"] = [FileIntegrityGroup.configurationKey: .string(wanted.text)]
            _ = try await room.cluster.create(
                FileIntegrityGroup.configMaps, namespace: map.namespace, map, options: WriteOptions())
            return false
        }
        guard map.labels[FileIntegrityGroup.configurationLabel] != nil else {
            throw Obstacle(
                description:
                    "ConfigMap \(map.namespace ?? "")/\(map.name) is somebody else's and has the name of "
                    + "the FileIntegrity's own")
        }
        guard NodeConfiguration(of: map) != wanted else { return false }
        map["data"] = [FileIntegrityGroup.configurationKey: .string(wanted.text)]
        _ = try await room.cluster.update(
            FileIntegrityGroup.configMaps, namespace: map.namespace, map, subresource: nil,
            options: WriteOptions())
        return true
    }

    /// Why nodes cannot be given a configuration.
    struct Obstacle: Error, CustomStringConvertible {
        let description: String
    }
}

extension NodeConfiguration {
    /// The configuration that the operator put into a ConfigMap.
    init?(of map: Object) {
        guard let text = map["data"]?[FileIntegrityGroup.configurationKey]?.string else { return nil }
        self.init(text: text)
    }
}
