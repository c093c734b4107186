public import Cluster
public import Kubernetes

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
    public var group = ""
    /// The resource's plural.
    public var resource = ""
    /// The subresource, or nil.
    public var subresource: String?
    /// The namespace, or nil.
    public var namespace: String?
    /// The object's name, or nil.
    public var name: String?
}

/// Decides who may do what: the one door that every request passes.
public protocol Authorizer: Sendable {
    /// Returns when the request may go on; throws ``Kubernetes/StatusError`` 403 `Forbidden` when not.
    func authorize(_ request: RequestAttributes) async throws(StatusError)
}

/// Members of `system:masters` may do everything and nobody else anything, as in a Kubernetes cluster
/// without roles.
public struct MastersAuthorizer: Authorizer {
    /// Makes the authorizer.
    public init() {}

    /// Refuses everybody outside of `system:masters`.
    public func authorize(_ request: RequestAttributes) async throws(StatusError) {
        if !request.user.groups.contains("system:masters") { throw .forbidden(request) }
    }
}

extension StatusError {
    /// 403 in kube-apiserver's words.
    public static func forbidden(_ request: RequestAttributes) -> StatusError {
        let user = request.user.name
        guard request.path == nil else {
            let path = request.path ?? ""
            return StatusError(
                code: 403, reason: "Forbidden",
                message: "forbidden: User \"\(user)\" cannot \(request.verb) path \"\(path)\"")
        }
        let qualified = request.group.isEmpty ? request.resource : "\(request.resource).\(request.group)"
        let resource = request.subresource.map { "\(request.resource)/\($0)" } ?? request.resource
        let place = request.namespace.map { "in the namespace \"\($0)\"" } ?? "at the cluster scope"
        let subject =
            request.name.map { "\(qualified) \"\($0)\" is forbidden: " } ?? "\(qualified) is forbidden: "
        return StatusError(
            code: 403, reason: "Forbidden",
            message:
                "\(subject)User \"\(user)\" cannot \(request.verb) resource \"\(resource)\" in API group "
                + "\"\(request.group)\" \(place)",
            name: request.name, group: request.group, kind: request.resource)
    }
}
