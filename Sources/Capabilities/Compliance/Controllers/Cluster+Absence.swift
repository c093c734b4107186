import Cluster
import Kubernetes

extension Cluster {
    /// Deletes the object of a name, if there is one.
    func deleteIfPresent(_ type: ResourceType, namespace: String?, name: String) async throws(StatusError) {
        do { _ = try await delete(type, namespace: namespace, name: name, options: DeleteOptions()) } catch {
            if error.reason != "NotFound" { throw error }
        }
    }
}
