import EmbeddedCluster
import Kubernetes

/// What admission looks at in the cluster besides the request itself.
struct AdmissionSurroundings: Sendable {
    let cluster: EmbeddedCluster
    private let namespaces: ResourceReader?

    init(_ cluster: EmbeddedCluster) {
        self.cluster = cluster
        namespaces = cluster.reader(group: "", version: "v1", plural: "namespaces")
    }

    /// The namespace that a request is in; nil for a request of the whole cluster.
    func namespace(of request: AdmissionRequest) -> StoredObject? {
        if request.namespace.isEmpty || request.concernsNamespace { return nil }
        return namespaces?.object(namespace: nil, name: request.namespace)
    }

    /// The labels that namespace selectors see; nil when the request is of the whole cluster.
    ///
    /// A Namespace is judged by its own labels: by the new ones while it is written.
    func namespaceLabels(of request: AdmissionRequest) throws(StatusError) -> [String: String]? {
        if request.concernsNamespace { return (request.object ?? request.oldObject)?.labels ?? [:] }
        if request.namespace.isEmpty { return nil }
        guard let namespace = namespace(of: request) else {
            throw StatusError(
                code: 404, reason: "NotFound", message: "namespaces \"\(request.namespace)\" not found",
                name: request.namespace, kind: "namespaces")
        }
        return namespace.labels
    }
}
