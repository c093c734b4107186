public import Access
public import Cluster
public import EmbeddedCluster
public import Kubernetes
import Synchronization

/// Judges requests by the roles and bindings that are stored in the cluster.
///
/// They are compiled once for every change of them. A request reads the state that stands when it comes: who was
/// answered to the creation of a binding may use it in the next request.
public final class RBACAuthorizer: Authorizer {
    private struct Compiled {
        var versions: [Int64] = []
        var entries: [String: (version: Int64, entry: RoleBook.Entry)] = [:]
        var book = RoleBook([])
    }

    private let cluster: EmbeddedCluster
    private let compiled = Mutex(Compiled())

    /// Judges by the roles of a cluster; they are read when the first request asks.
    public init(cluster: EmbeddedCluster) { self.cluster = cluster }

    /// Judges a request.
    public func decide(_ request: RequestAttributes) -> AccessDecision {
        // As in kube-apiserver the administrators need no role, so that no change of roles locks them out.
        if request.user.groups.contains("system:masters") { return .allowed(reason: "") }
        return book().decide(request)
    }

    /// The rules that apply to a user in a namespace.
    public func rules(for user: UserInfo, in namespace: String) -> (rules: [PolicyRule], errors: [String]) {
        book().rules(for: user, in: namespace)
    }

    /// The rules of the role that a binding refers to.
    public func rules(of role: RoleReference, in namespace: String?) throws(StatusError) -> [PolicyRule] {
        try book().rules(of: role, in: namespace)
    }

    private func book() -> RoleBook {
        compiled.withLock { compiled in
            let versions = AccessTypes.rbac.map(cluster.lastChange)
            guard versions != compiled.versions || compiled.versions.isEmpty else { return compiled.book }
            var entries: [String: (version: Int64, entry: RoleBook.Entry)] = [:]
            for stored in AccessTypes.rbac.flatMap(cluster.present) {
                if let known = compiled.entries[stored.key], known.version == stored.resourceVersion {
                    entries[stored.key] = known
                } else if let entry = RoleBook.Entry(Object(stored.json)) {
                    entries[stored.key] = (stored.resourceVersion, entry)
                }
            }
            // The versions were read before the objects, so a change between the two is read again.
            compiled.versions = versions
            compiled.entries = entries
            compiled.book = RoleBook(entries.sorted { $0.key < $1.key }.map(\.value.entry))
            return compiled.book
        }
    }
}

/// The types that access control reads and writes.
enum AccessTypes {
    static let clusterRoles = role("ClusterRole", "clusterroles", .cluster)
    static let roles = role("Role", "roles", .namespaced)
    static let clusterRoleBindings = role("ClusterRoleBinding", "clusterrolebindings", .cluster)
    static let roleBindings = role("RoleBinding", "rolebindings", .namespaced)
    static let rbac = [clusterRoles, roles, clusterRoleBindings, roleBindings]

    static let namespaces = core("Namespace", "namespaces", .cluster)
    static let serviceAccounts = core("ServiceAccount", "serviceaccounts", .namespaced)
    static let secrets = core("Secret", "secrets", .namespaced)
    static let configMaps = core("ConfigMap", "configmaps", .namespaced)
    static let pods = core("Pod", "pods", .namespaced)
    static let nodes = core("Node", "nodes", .cluster)

    static let signingRequests = ResourceType(
        kind: GroupVersionKind(
            group: "certificates.k8s.io", version: "v1", kind: "CertificateSigningRequest"),
        plural: "certificatesigningrequests", scope: .cluster)

    private static func role(_ kind: String, _ plural: String, _ scope: ResourceType.Scope) -> ResourceType {
        ResourceType(
            kind: GroupVersionKind(group: "rbac.authorization.k8s.io", version: "v1", kind: kind),
            plural: plural, scope: scope)
    }

    private static func core(_ kind: String, _ plural: String, _ scope: ResourceType.Scope) -> ResourceType {
        ResourceType(kind: GroupVersionKind(version: "v1", kind: kind), plural: plural, scope: scope)
    }
}
