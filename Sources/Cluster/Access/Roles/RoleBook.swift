import Bytes
public import Cluster
public import Kubernetes

/// All roles and bindings at one moment, compiled for questions.
///
/// It is a value: the server makes a new one when a role or binding has changed, and every request reads the
/// one that stood when it came.
public struct RoleBook: Sendable {
    private struct Bindings {
        var all: [RoleBinding] = []
        var byBearer: [Bearer: [Int]] = [:]

        init(_ bindings: [RoleBinding]) {
            all = bindings
            for (index, binding) in bindings.enumerated() {
                for bearer in Set(binding.subjects.compactMap({ Bearer($0, in: binding.namespace) })) {
                    byBearer[bearer, default: []].append(index)
                }
            }
        }

        /// The bindings that name the user, each with the first subject that does.
        func naming(_ user: UserInfo) -> [(RoleBinding, Subject)] {
            let bearers = Set([.user(user.name)] + user.groups.map(Bearer.group))
            let indices = Set(bearers.flatMap { byBearer[$0] ?? [] }).sorted()
            return indices.compactMap { index in
                let binding = all[index]
                let subject = binding.subjects.first { subject in
                    Bearer(subject, in: binding.namespace).map(bearers.contains) ?? false
                }
                return subject.map { (binding, $0) }
            }
        }
    }

    /// A role or binding, read out of its object.
    public enum Entry: Sendable {
        /// A Role or ClusterRole.
        case role(namespace: String?, name: String, rules: [PolicyRule])
        /// A RoleBinding or ClusterRoleBinding.
        case binding(RoleBinding)

        /// Reads an object of one of RBAC's four kinds; nil for any other.
        public init?(_ object: Object) {
            switch object.kind.kind {
            case "Role", "ClusterRole":
                self = .role(
                    namespace: object.namespace, name: object.name,
                    rules: object["rules"]?.array?.map { PolicyRule($0) } ?? [])
            case "RoleBinding", "ClusterRoleBinding": self = .binding(RoleBinding(object))
            default: return nil
            }
        }
    }

    private let clusterRoles: [String: [PolicyRule]]
    private let roles: [String: [String: [PolicyRule]]]
    private let clusterBindings: Bindings
    private let bindings: [String: Bindings]

    /// Compiles roles and bindings.
    public init(_ entries: [Entry]) {
        var clusterRoles: [String: [PolicyRule]] = [:]
        var roles: [String: [String: [PolicyRule]]] = [:]
        var clusterBindings: [RoleBinding] = []
        var bindings: [String: [RoleBinding]] = [:]
        for entry in entries {
            switch entry {
            case .role(nil, let name, let rules): clusterRoles[name] = rules
            case .role(let namespace?, let name, let rules): roles[namespace, default: [:]][name] = rules
            case .binding(let binding):
                if let namespace = binding.namespace {
                    bindings[namespace, default: []].append(binding)
                } else {
                    clusterBindings.append(binding)
                }
            }
        }
        self.clusterRoles = clusterRoles
        self.roles = roles
        self.clusterBindings = Bindings(clusterBindings)
        self.bindings = bindings.mapValues(Bindings.init)
    }

    /// Judges a request by the roles.
    public func decide(_ request: RequestAttributes) -> AccessDecision {
        var errors: [String] = []
        for (binding, subject) in applying(to: request.user, in: request.namespace) {
            do throws(StatusError) {
                let rules = try rules(of: binding.role, in: binding.namespace)
                guard rules.contains(where: { $0.allows(request) }) else { continue }
                return .allowed(reason: "RBAC: allowed by \(binding.description(for: subject))")
            } catch { errors.append(error.message) }
        }
        return .refused(reason: errors.isEmpty ? "" : "RBAC: \(GoText.aggregate(errors))")
    }

    /// The rules that apply to a user in a namespace, and why some could not be found.
    public func rules(for user: UserInfo, in namespace: String?) -> (rules: [PolicyRule], errors: [String]) {
        var found: [PolicyRule] = []
        var errors: [String] = []
        for (binding, _) in applying(to: user, in: namespace) {
            do throws(StatusError) { found += try rules(of: binding.role, in: binding.namespace) } catch {
                errors.append(error.message)
            }
        }
        return (found, errors)
    }

    /// The rules of the role that a binding refers to.
    ///
    /// - Throws: 404 when there is no such role.
    public func rules(of role: RoleReference, in namespace: String?) throws(StatusError) -> [PolicyRule] {
        switch role.kind {
        case "Role":
            if let rules = roles[namespace ?? ""]?[role.name] { return rules }
        case "ClusterRole":
            if let rules = clusterRoles[role.name] { return rules }
        default: throw .badRequest("unsupported role reference kind: \(GoText.quoted(role.kind))")
        }
        // kube-apiserver's listers name the kind in the singular here.
        let kind = role.kind.lowercased()
        throw StatusError(
            code: 404, reason: "NotFound",
            message: "\(kind).rbac.authorization.k8s.io \"\(role.name)\" not found", name: role.name,
            group: "rbac.authorization.k8s.io", kind: kind)
    }

    private func applying(to user: UserInfo, in namespace: String?) -> [(RoleBinding, Subject)] {
        var found = clusterBindings.naming(user)
        if let namespace, let local = bindings[namespace] { found += local.naming(user) }
        return found
    }
}
