import Bytes
import Cluster
import Kubernetes

/// The baselines that nodes have shown, newest first, in a ConfigMap beside the annotation: whoever deletes a node's
/// status does not make the operator forget them.
struct PublishedHistory {
    let cluster: any Cluster
    let integrity: FileIntegrityResource
    let node: String

    private static let key = "published"
    private static let limit = 20

    private var name: String { IntegrityNames.baseline(integrity.object.name, node: node) }

    /// The newest baseline; nil when none was ever shown.
    func newest() async throws -> PublishedBaseline? {
        try await map().flatMap { PublishedBaseline($0.annotations) }
    }

    /// Notes a baseline, unless it is the newest already.
    func add(_ baseline: PublishedBaseline, at time: String) async throws {
        let known = try await map()
        if let known, PublishedBaseline(known.annotations) == baseline { return }
        var map =
            known
            ?? Object(
                kind: FileIntegrityGroup.configMaps.kind, name: name, namespace: integrity.object.namespace)
        map.labels = [
            FileIntegrityGroup.ownerLabel: integrity.object.name, FileIntegrityGroup.nodeLabel: node,
        ]
        map.annotations = baseline.annotations
        map.ownerReferences = [OwnerReference(to: integrity.object)]
        let line = "\(time) \(baseline.counter):\(baseline.root):\(baseline.key)"
        let former = (map["data"]?[Self.key]?.string ?? "").split(separator: "\n").map(String.init)
        let lines = ([line] + former).prefix(Self.limit)
        map["data"] = [Self.key: .string(lines.map { $0 + "\n" }.joined())]
        if known == nil {
            _ = try await cluster.create(
                FileIntegrityGroup.configMaps, namespace: map.namespace, map, options: WriteOptions())
        } else {
            _ = try await cluster.update(
                FileIntegrityGroup.configMaps, namespace: map.namespace, map, subresource: nil,
                options: WriteOptions())
        }
    }

    /// The ConfigMap of this FileIntegrity; one of an earlier FileIntegrity of the name says nothing.
    private func map() async throws -> Object? {
        let map = try await cluster.find(
            FileIntegrityGroup.configMaps, namespace: integrity.object.namespace, name: name)
        guard let map, map.ownerReferences.contains(where: { $0.uid == integrity.object.uid }) else {
            return nil
        }
        return map
    }
}
