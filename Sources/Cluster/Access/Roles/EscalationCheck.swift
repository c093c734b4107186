import Bytes
public import Cluster
public import Kubernetes

/// Nobody hands out what they do not hold: the check of every write of a role or binding
/// (Kubernetes, "Privilege escalation prevention and bootstrapping").
public struct EscalationCheck: Sendable {
    private let authorizer: any Authorizer

    /// Checks by an authorizer's roles.
    public init(_ authorizer: any Authorizer) { self.authorizer = authorizer }

    /// Refuses a write of one of RBAC's kinds that would hand out more than its writer holds.
    ///
    /// - Parameters:
    ///   - object: the object as it would be stored.
    ///   - current: the object as it is stored; nil for a creation.
    ///   - resource: the plural, such as `rolebindings`.
    /// - Throws: 403 for an escalation, 404 for a binding to a role that is not there.
    public func check(
        _ object: Object, over current: Object?, resource: String, user: UserInfo
    ) throws(StatusError) {
        if user.groups.contains("system:masters") { return }
        if let current, Self.withoutOwnership(object) == Self.withoutOwnership(current) { return }
        switch resource {
        case "roles", "clusterroles":
            try checkRole(object, over: current, resource: resource, user: user)
        case "rolebindings", "clusterrolebindings":
            try checkBinding(object, resource: resource, user: user)
        default: return
        }
    }

    private func checkRole(
        _ object: Object, over current: Object?, resource: String, user: UserInfo
    ) throws(StatusError) {
        let escalate = RequestAttributes(
            user: user, verb: "escalate", group: Self.group, resource: resource, namespace: object.namespace,
            name: current == nil ? "" : object.name)
        if authorizer.decide(escalate).isAllowed { return }
        if let current, object["rules"] == current["rules"],
            object["aggregationRule"] == current["aggregationRule"]
        {
            return
        }
        let rules = object["rules"]?.array?.map { PolicyRule($0) } ?? []
        if let refusal = refusal(of: rules, user: user, namespace: object.namespace) {
            throw .forbidden(group: Self.group, resource: resource, name: object.name, refusal)
        }
        // An aggregation gathers whatever others write later, so it needs everything.
        let aggregates = Self.aggregates(object) || current.map(Self.aggregates) ?? false
        if aggregates, refusal(of: PolicyRule.fullAuthority, user: user, namespace: object.namespace) != nil {
            throw .forbidden(
                group: Self.group, resource: resource, name: object.name,
                "must have cluster-admin privileges to use the aggregationRule")
        }
    }

    private func checkBinding(_ object: Object, resource: String, user: UserInfo) throws(StatusError) {
        let role = RoleReference(object["roleRef"] ?? [:])
        let bind = RequestAttributes(
            user: user, verb: "bind", group: role.apiGroup,
            resource: role.kind == "Role" ? "roles" : "clusterroles", namespace: object.namespace,
            name: role.name)
        if authorizer.decide(bind).isAllowed { return }
        let rules = try authorizer.rules(of: role, in: object.namespace)
        if let refusal = refusal(of: rules, user: user, namespace: object.namespace) {
            throw .forbidden(group: Self.group, resource: resource, name: object.name, refusal)
        }
    }

    /// Why the user may not hand out the rules, or nil when they may.
    private func refusal(of rules: [PolicyRule], user: UserInfo, namespace: String?) -> String? {
        let held = authorizer.rules(for: user, in: namespace ?? "")
        let missing = RuleCoverage.missing(from: held.rules, of: rules)
        if missing.isEmpty { return nil }
        var text =
            "user \(GoText.quoted(user.name)) (groups=\(GoText.quoted(user.groups))) is attempting to grant "
            + "RBAC permissions not currently held:\n\(RuleCoverage.description(of: missing))"
        if !held.errors.isEmpty { text += "; resolution errors: [\(GoText.aggregate(held.errors))]" }
        return text
    }

    private static let group = "rbac.authorization.k8s.io"

    private static func aggregates(_ role: Object) -> Bool {
        role["aggregationRule"].map { !$0.isNull } ?? false
    }

    /// What the garbage collector changes so that the object can go counts for nothing.
    private static func withoutOwnership(_ object: Object) -> Object {
        var copy = object
        copy.ownerReferences = []
        copy.finalizers = []
        copy.resourceVersion = ""
        var metadata = copy["metadata"] ?? [:]
        metadata["managedFields"] = nil
        copy["metadata"] = metadata
        return copy
    }
}
