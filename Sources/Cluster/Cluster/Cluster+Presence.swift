public import Kubernetes

extension Cluster {
    /// The object of a name, or nil when there is none.
    public func find(
        _ type: ResourceType, namespace: String?, name: String
    ) async throws(StatusError) -> Object? {
        do { return try await get(type, namespace: namespace, name: name) } catch {
            if error.reason == "NotFound" { return nil }
            throw error
        }
    }

    /// Stores a new object unless one of its name is there; returns what is stored then.
    public func createIfAbsent(_ type: ResourceType, _ object: Object) async throws(StatusError) -> Object {
        do {
            return try await create(type, namespace: object.namespace, object, options: WriteOptions())
        } catch {
            guard error.reason == "AlreadyExists" else { throw error }
            return try await get(type, namespace: object.namespace, name: object.name)
        }
    }
}
