import Access
import Bytes
import Cluster
import Kubernetes
import Testing

@Suite("Default roles")
struct DefaultRolesTests {
    private let objects = DefaultRoles.objects

    private func decide(
        _ user: UserInfo, _ verb: String, _ group: String, _ resource: String, subresource: String? = nil,
        namespace: String? = nil, with more: [JSON] = []
    ) -> Bool {
        let book = RoleBook((objects + more.map { Object($0) }).compactMap { RoleBook.Entry($0) })
        return book.decide(
            RequestAttributes(
                user: user, verb: verb, group: group, resource: resource, subresource: subresource,
                namespace: namespace)
        ).isAllowed
    }

    @Test("every table line becomes a role or binding, each of a name of its own, each with rules that hold")
    func tables() {
        let keys = objects.map { "\($0.kind.kind)/\($0.namespace ?? "")/\($0.name)" }
        #expect(Set(keys).count == keys.count)
        #expect(objects.count > 100)
        for object in objects {
            #expect(RoleForm.causes(object, over: nil).isEmpty, "\(object.name)")
            #expect(object.annotations["rbac.authorization.kubernetes.io/autoupdate"] == "true")
            if object["roleRef"] == nil {
                #expect(object["rules"]?.array?.isEmpty == false, "\(object.name)")
            } else {
                let role = RoleReference(object["roleRef"] ?? [:])
                let target = objects.first {
                    $0.kind.kind == role.kind && $0.name == role.name
                        && (role.kind == "ClusterRole" || $0.namespace == object.namespace)
                }
                #expect(target != nil, "\(object.name) binds \(role.name)")
            }
        }
    }

    @Test("admin, edit and view gather what belongs to them")
    func aggregated() throws {
        func rules(_ name: String) throws -> [PolicyRule] {
            let role = try #require(objects.first { $0.kind.kind == "ClusterRole" && $0.name == name })
            return try #require(role["rules"]?.array).map { PolicyRule($0) }
        }
        func allows(_ role: String, _ verb: String, _ group: String, _ resource: String) throws -> Bool {
            let request = RequestAttributes(
                user: UserInfo(name: "x"), verb: verb, group: group, resource: resource)
            return try rules(role).contains { $0.allows(request) }
        }
        #expect(try allows("view", "list", "apps", "deployments"))
        #expect(try !allows("view", "get", "", "secrets"))
        #expect(try allows("edit", "get", "", "secrets"))
        #expect(try allows("edit", "list", "apps", "deployments"))
        #expect(try !allows("edit", "create", "rbac.authorization.k8s.io", "roles"))
        #expect(try allows("admin", "create", "rbac.authorization.k8s.io", "roles"))
        #expect(try allows("admin", "watch", "", "configmaps"))
        #expect(try !allows("admin", "get", "", "nodes"))
    }

    @Test("everybody who is known may ask about themselves and discover, and nothing else")
    func authenticated() {
        let jane = UserInfo(name: "jane", groups: ["system:authenticated"])
        #expect(decide(jane, "create", "authorization.k8s.io", "selfsubjectaccessreviews"))
        #expect(decide(jane, "create", "authentication.k8s.io", "selfsubjectreviews"))
        #expect(!decide(jane, "create", "authorization.k8s.io", "subjectaccessreviews"))
        #expect(!decide(jane, "list", "", "pods", namespace: "default"))
        #expect(!decide(.anonymous, "create", "authentication.k8s.io", "selfsubjectreviews"))
    }

    @Test("a controller's account holds its role")
    func controllers() {
        let account = ServiceAccountName(namespace: "kube-system", name: "job-controller")
        let user = UserInfo(name: account.userName)
        #expect(decide(user, "update", "batch", "jobs", subresource: "status", namespace: "a"))
        #expect(!decide(user, "get", "", "secrets", namespace: "a"))
    }

    @Test("a default comes back as it was, keeps what was added, and is let go without the annotation")
    func reconciliation() throws {
        let wanted = try #require(objects.first { $0.name == "system:discovery" && $0["rules"] != nil })
        #expect(DefaultRoles.reconciled(wanted, with: wanted) == nil)
        var changed = wanted
        let own: JSON = ["verbs": ["get"], "nonResourceURLs": ["/own"]]
        changed["rules"] = [own]
        let restored = try #require(DefaultRoles.reconciled(changed, with: wanted))
        let rules = try #require(restored["rules"]?.array)
        #expect(rules.first == own && rules.count > 1)
        #expect(DefaultRoles.reconciled(restored, with: wanted) == nil)
        changed.annotations = [:]
        #expect(DefaultRoles.reconciled(changed, with: wanted) == nil)
        let binding = try #require(objects.first { $0.name == "cluster-admin" && $0["roleRef"] != nil })
        var emptied = binding
        emptied["subjects"] = []
        #expect(DefaultRoles.reconciled(emptied, with: binding) == binding)
    }
}
