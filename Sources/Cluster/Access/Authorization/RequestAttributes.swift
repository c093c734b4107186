public import Cluster

/// What a request wants to do, in the words of Kubernetes' authorisation.
public struct RequestAttributes: Sendable, Equatable {
    /// Who asks.
    public var user: UserInfo
    /// `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`; the lower-case
    /// HTTP method for paths that are no resources.
    public var verb: String
    /// The path, for what is no resource; else nil.
    public var path: String?
    /// The resource's group.
    public var group: String
    /// The resource's plural.
    public var resource: String
    /// The subresource, or nil.
    public var subresource: String?
    /// The namespace, or nil.
    public var namespace: String?
    /// The object's name, or nil.
    public var name: String?

    /// Describes a request for a resource.
    public init(
        user: UserInfo, verb: String, group: String, resource: String, subresource: String? = nil,
        namespace: String? = nil, name: String? = nil
    ) {
        self.user = user
        self.verb = verb
        self.group = group
        self.resource = resource
        self.subresource = subresource
        self.namespace = namespace
        self.name = name
    }

    /// Describes a request for a path that is no resource.
    public init(user: UserInfo, verb: String, path: String) {
        self.init(user: user, verb: verb, group: "", resource: "")
        self.path = path
    }
}
