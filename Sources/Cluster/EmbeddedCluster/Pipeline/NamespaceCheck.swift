import Kubernetes

/// New content needs a namespace that exists and stays (kube-apiserver's NamespaceLifecycle admission).
struct NamespaceCheck: Sendable {
    private let resource: ServedResource
    private let namespace: String
    private let name: String
    private let namespaces: ServedResource
    private let cache: ResourceCache

    /// Nothing to check for a resource of the whole cluster.
    init?(_ resource: ServedResource, namespace: String?, name: String, in cluster: EmbeddedCluster) {
        guard resource.type.scope == .namespaced, let namespace else { return nil }
        self.resource = resource
        self.namespace = namespace
        self.name = name
        namespaces = cluster.namespaces
        cache = cluster.cache(cluster.namespaces)
    }

    /// The refusal, judged against the present state.
    func refusal() -> StatusError? { refusal { cache, key in cache[key] } }

    /// The refusal, judged against the state that a write would follow.
    func refusal(_ current: (ResourceCache, String) -> StoredObject?) -> StatusError? {
        guard let found = current(cache, namespaces.key(namespace: nil, name: namespace)) else {
            return .notFound(namespaces.type, namespace)
        }
        guard found.metadata.isTerminating else { return nil }
        let message =
            "\(resource.type.qualifiedName) \"\(name)\" is forbidden: unable to create new content in namespace "
            + "\(namespace) because it is being terminated"
        return StatusError(
            code: 403, reason: "Forbidden", message: message, name: name, group: resource.type.group,
            kind: resource.type.plural,
            causes: [
                StatusError.Cause(
                    reason: "NamespaceTerminating", message: "namespace \(namespace) is being terminated",
                    field: "metadata.namespace")
            ])
    }
}
