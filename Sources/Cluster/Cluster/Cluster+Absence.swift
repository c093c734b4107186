public import Kubernetes

extension Cluster {
    /// Deletes the object of a name, if there is one.
    public func deleteIfPresent(
        _ type: ResourceType, namespace: String?, name: String, uid: String? = nil
    ) async throws(StatusError) {
        do {
            _ = try await delete(type, namespace: namespace, name: name, options: DeleteOptions(uid: uid))
        } catch {
            if error.reason != "NotFound" { throw error }
        }
    }
}
