import Access
import Cluster
import HTTPTypes
import Kubernetes

/// What a request does to resources.
enum ResourceVerb: String, Sendable {
    case get, list, watch, create, update, patch, delete, deletecollection

    /// Reads the verb off a method, a path and a query; nil when they make no sense together.
    init?(method: HTTPRequest.Method, place: ResourcePath, query: RequestQuery) {
        let isCollection = place.name == nil
        switch method {
        case .get, .head:
            let isWatch = query.flag("watch")
            self = isWatch ? .watch : isCollection ? .list : .get
        case .post:
            guard isCollection || place.subresource != nil else { return nil }
            self = .create
        case .put: self = .update
        case .patch: self = .patch
        case .delete: self = isCollection ? .deletecollection : .delete
        default: return nil
        }
    }
}

extension RequestAttributes {
    init(_ user: UserInfo, _ verb: ResourceVerb, _ place: ResourcePath) {
        self.init(
            user: user, verb: verb.rawValue, group: place.group, resource: place.plural,
            subresource: place.subresource, namespace: place.namespace ?? place.ownNamespace,
            name: place.name)
    }
}

extension ResourcePath {
    /// A namespace object counts as being in itself, so that a role in it can allow to see it.
    fileprivate var ownNamespace: String? { plural == "namespaces" && group.isEmpty ? name : nil }
}

extension RequestMetrics.Labels {
    init(_ verb: ResourceVerb, _ place: ResourcePath) {
        self.init(
            verb: verb == .create ? "POST" : verb == .update ? "PUT" : verb.rawValue.uppercased(),
            group: place.group,
            version: place.version, resource: place.plural, subresource: place.subresource ?? "",
            scope: place.name != nil ? "resource" : place.namespace != nil ? "namespace" : "cluster")
    }
}
