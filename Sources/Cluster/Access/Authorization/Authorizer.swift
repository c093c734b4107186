import Bytes
public import Cluster
public import Kubernetes

/// What an authorizer says of a request.
public enum AccessDecision: Sendable, Equatable {
    /// It may go on; why.
    case allowed(reason: String)
    /// Nothing allows it; what stood in the way of finding out, or nothing.
    case refused(reason: String)

    /// Whether the request may go on.
    public var isAllowed: Bool { if case .allowed = self { true } else { false } }

    /// Why.
    public var reason: String {
        switch self {
        case .allowed(let reason), .refused(let reason): reason
        }
    }
}

/// Decides who may do what: the one door that every request passes.
public protocol Authorizer: Sendable {
    /// Judges a request.
    func decide(_ request: RequestAttributes) -> AccessDecision

    /// The rules that apply to a user in a namespace, and why some could not be found.
    func rules(for user: UserInfo, in namespace: String) -> (rules: [PolicyRule], errors: [String])

    /// The rules of the role that a binding in a namespace (nil: in the whole cluster) refers to.
    ///
    /// - Throws: 404 when there is no such role.
    func rules(of role: RoleReference, in namespace: String?) throws(StatusError) -> [PolicyRule]
}

extension Authorizer {
    /// Returns why the request may go on.
    ///
    /// - Throws: 403 `Forbidden` when it may not.
    @discardableResult
    public func authorize(_ request: RequestAttributes) throws(StatusError) -> String {
        switch decide(request) {
        case .allowed(let reason): return reason
        case .refused(let reason): throw .forbidden(request, reason: reason)
        }
    }
}

extension StatusError {
    /// 403 in kube-apiserver's words; `reason` says what else went wrong.
    public static func forbidden(_ request: RequestAttributes, reason: String = "") -> StatusError {
        let user = GoText.quoted(request.user.name)
        let tail = reason.isEmpty ? "" : ": \(reason)"
        if let path = request.path {
            return StatusError(
                code: 403, reason: "Forbidden",
                message: "forbidden: User \(user) cannot \(request.verb) path \(GoText.quoted(path))\(tail)")
        }
        let resource = request.subresource.map { "\(request.resource)/\($0)" } ?? request.resource
        let place =
            request.namespace.flatMap { $0.isEmpty ? nil : "in the namespace \"\($0)\"" }
            ?? "at the cluster scope"
        return .forbidden(
            group: request.group, resource: request.resource, name: request.name ?? "",
            "User \(user) cannot \(request.verb) resource \"\(resource)\" in API group "
                + "\"\(request.group)\" \(place)\(tail)")
    }

    /// 403 about an object: `widgets.example.com "a" is forbidden: …`.
    public static func forbidden(
        group: String, resource: String, name: String, _ why: String
    ) -> StatusError {
        let qualified = group.isEmpty ? resource : "\(resource).\(group)"
        let subject = name.isEmpty ? qualified : "\(qualified) \"\(name)\""
        return StatusError(
            code: 403, reason: "Forbidden", message: "\(subject) is forbidden: \(why)",
            name: name.isEmpty ? nil : name, group: group, kind: resource)
    }
}
