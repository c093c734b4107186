import Cluster
import Kubernetes

/// A cluster that answers paths out of a table, as a server would, and keeps its objects in another.
struct AskedCluster: Cluster, PathReading {
    let base: any Cluster
    /// The bodies by path, without the query.
    var bodies: [String: String] = [:]
    /// The plurals that may not be listed.
    var forbidden: Set<String> = []

    func body(of path: String) async throws(StatusError) -> [UInt8] {
        let plain = String(path.prefix { $0 != "?" })
        guard let body = bodies[plain] else {
            throw StatusError(code: 404, reason: "NotFound", message: "the server has no \(plain)")
        }
        return Array(body.utf8)
    }

    func get(_ type: ResourceType, namespace: String?, name: String) async throws(StatusError) -> Object {
        try await base.get(type, namespace: namespace, name: name)
    }

    func list(
        _ type: ResourceType, namespace: String?, options: ListOptions
    ) async throws(StatusError) -> ObjectList {
        if forbidden.contains(type.plural) {
            throw StatusError(
                code: 403, reason: "Forbidden", message: "\(type.qualifiedName) is forbidden")
        }
        return try await base.list(type, namespace: namespace, options: options)
    }

    func watch(
        _ type: ResourceType, namespace: String?, options: WatchOptions
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error> {
        try await base.watch(type, namespace: namespace, options: options)
    }

    func create(
        _ type: ResourceType, namespace: String?, _ object: Object, options: WriteOptions
    ) async throws(StatusError) -> Object {
        try await base.create(type, namespace: namespace, object, options: options)
    }

    func update(
        _ type: ResourceType, namespace: String?, _ object: Object, subresource: String?,
        options: WriteOptions
    ) async throws(StatusError) -> Object {
        try await base.update(
            type, namespace: namespace, object, subresource: subresource, options: options)
    }

    func patch(
        _ type: ResourceType, namespace: String?, name: String, _ patch: Patch, subresource: String?,
        options: WriteOptions
    ) async throws(StatusError) -> Object {
        try await base.patch(
            type, namespace: namespace, name: name, patch, subresource: subresource, options: options)
    }

    func delete(
        _ type: ResourceType, namespace: String?, name: String, options: DeleteOptions
    ) async throws(StatusError) -> Object? {
        try await base.delete(type, namespace: namespace, name: name, options: options)
    }
}
