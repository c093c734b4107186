import Cluster
import Kubernetes

/// Where a resource is on an API server, and the parameters of a request to it.
struct ResourceAddress {
    /// `/api/v1/namespaces/default/configmaps/name/status`.
    private(set) var path: String
    private var query: [(String, String)] = []

    /// The address of a collection, an object or one of its subresources.
    init(
        _ type: ResourceType, namespace: String?, name: String? = nil, subresource: String? = nil
    ) throws(StatusError) {
        path = type.group.isEmpty ? "/api/\(type.version)" : "/apis/\(type.group)/\(type.version)"
        if type.scope == .namespaced {
            if let namespace { path += "/namespaces/" + (try Self.segment(namespace, "namespace")) }
            if namespace == nil, name != nil {
                throw .badRequest("an empty namespace may not be set when a resource name is provided")
            }
        }
        path += "/\(type.plural)"
        if let name { path += "/" + (try Self.segment(name, "name")) }
        if let subresource { path += "/" + (try Self.segment(subresource, "subresource")) }
    }

    /// Adds a parameter; nil and empty ones are left out.
    mutating func set(_ name: String, _ value: String?) {
        if let value, !value.isEmpty { query.append((name, value)) }
    }

    /// The path with its query.
    var text: String {
        guard !query.isEmpty else { return path }
        return path + "?" + query.map { "\($0.0)=\(URLText.escape($0.1))" }.joined(separator: "&")
    }

    /// An empty name would turn an object's address into its collection's, and `..` into another's.
    private static func segment(_ text: String, _ what: String) throws(StatusError) -> String {
        guard !text.isEmpty, text != ".", text != "..", !text.contains("/"), !text.contains("%") else {
            throw .badRequest("invalid \(what) \"\(text.prefix(300))\"")
        }
        return URLText.escape(text)
    }
}

extension ResourceAddress {
    /// The parameters of a list.
    mutating func set(_ options: ListOptions) {
        set("labelSelector", options.labelSelector)
        set("fieldSelector", options.fieldSelector)
        set("limit", options.limit.map(String.init))
        set("continue", options.continue)
        set("resourceVersion", options.resourceVersion)
        set("resourceVersionMatch", options.resourceVersionMatch)
    }

    /// The parameters of a watch that the server ends after `seconds`.
    mutating func set(_ options: WatchOptions, seconds: Int) {
        set("watch", "true")
        set("labelSelector", options.labelSelector)
        set("fieldSelector", options.fieldSelector)
        set("resourceVersion", options.resourceVersion)
        if options.allowBookmarks { set("allowWatchBookmarks", "true") }
        if options.sendInitialEvents {
            set("sendInitialEvents", "true")
            set("resourceVersionMatch", "NotOlderThan")
        }
        set("timeoutSeconds", String(seconds))
    }

    /// The parameters of a write; only an apply knows `force`.
    mutating func set(_ options: WriteOptions, isApply: Bool = false) {
        set("fieldManager", options.fieldManager)
        set("fieldValidation", options.fieldValidation.rawValue)
        if options.dryRun { set("dryRun", "All") }
        if isApply { set("force", options.force ? "true" : "false") }
    }
}
