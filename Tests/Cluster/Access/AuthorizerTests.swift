import Access
import Bytes
import Cluster
import Kubernetes
import Testing

/// Roles and bindings written as the manifests that people write.
func roleBook(_ objects: JSON...) -> RoleBook {
    RoleBook(objects.compactMap { RoleBook.Entry(Object($0)) })
}

let readers: JSON = [
    "kind": "ClusterRole", "metadata": ["name": "reader"],
    "rules": [["apiGroups": [""], "resources": ["pods", "pods/log"], "verbs": ["get", "list"]]],
]

/// An authorizer over a fixed book.
struct BookAuthorizer: Authorizer {
    let book: RoleBook

    func decide(_ request: RequestAttributes) -> AccessDecision { book.decide(request) }

    func rules(for user: UserInfo, in namespace: String) -> (rules: [PolicyRule], errors: [String]) {
        book.rules(for: user, in: namespace)
    }

    func rules(of role: RoleReference, in namespace: String?) throws(StatusError) -> [PolicyRule] {
        try book.rules(of: role, in: namespace)
    }
}

@Suite("Role-based access control")
struct AuthorizerTests {
    private let jane = UserInfo(name: "jane", groups: ["devs", "system:authenticated"])

    private func binding(
        _ kind: String, _ name: String, namespace: String? = nil, role: String = "reader",
        roleKind: String = "ClusterRole", to subject: JSON
    ) -> JSON {
        var json: JSON = [
            "kind": .string(kind), "metadata": ["name": .string(name)],
            "roleRef": [
                "apiGroup": "rbac.authorization.k8s.io", "kind": .string(roleKind), "name": .string(role),
            ],
            "subjects": [subject],
        ]
        if let namespace { json["metadata"]?["namespace"] = .string(namespace) }
        return json
    }

    @Test(
        "a rule allows what it names and nothing else",
        arguments: [
            ("get", "", "pods", nil, nil, true), ("list", "", "pods", nil, nil, true),
            ("watch", "", "pods", nil, nil, false), ("get", "", "pods", "log", nil, true),
            ("get", "", "pods", "exec", nil, false), ("get", "apps", "pods", nil, nil, false),
            ("get", "", "secrets", nil, nil, false),
        ] as [(String, String, String, String?, String?, Bool)])
    func rules(
        verb: String, group: String, resource: String, subresource: String?, name: String?, isAllowed: Bool
    ) {
        let rule = PolicyRule(readers["rules"]?.array?.first ?? [:])
        let request = RequestAttributes(
            user: jane, verb: verb, group: group, resource: resource, subresource: subresource, name: name)
        #expect(rule.allows(request) == isAllowed)
    }

    @Test(
        "wildcards reach as far as kube-apiserver lets them",
        arguments: [
            (["*"], "deployments", "scale", true), (["*/scale"], "deployments", "scale", true),
            (["*/scale"], "deployments", nil, false), (["*/scale"], "deployments", "status", false),
            (["deployments"], "deployments", "scale", false),
            (["deployments/*"], "deployments", "scale", false),
        ] as [([String], String, String?, Bool)])
    func wildcards(resources: [String], resource: String, subresource: String?, isAllowed: Bool) {
        let rule = PolicyRule(verbs: ["*"], apiGroups: ["*"], resources: resources)
        let request = RequestAttributes(
            user: jane, verb: "patch", group: "apps", resource: resource, subresource: subresource)
        #expect(rule.allows(request) == isAllowed)
    }

    @Test(
        "paths match whole or by their beginning",
        arguments: [
            ("/metrics", "/metrics", true), ("/metrics", "/metrics/x", false), ("/api/*", "/api/v1", true),
            ("/api/*", "/api", false), ("*", "/anything", true), ("/a**", "/ab", true),
        ])
    func paths(pattern: String, path: String, isAllowed: Bool) {
        let rule = PolicyRule(verbs: ["get"], nonResourceURLs: [pattern])
        #expect(rule.allows(RequestAttributes(user: jane, verb: "get", path: path)) == isAllowed)
        // A rule of paths says nothing of resources, nor the reverse.
        #expect(!rule.allows(RequestAttributes(user: jane, verb: "get", group: "", resource: "pods")))
    }

    @Test("a name in a rule allows that object only, and no creation or list")
    func names() {
        let rule = PolicyRule(
            verbs: ["get", "list"], apiGroups: [""], resources: ["secrets"], resourceNames: ["a"])
        func request(_ name: String?) -> RequestAttributes {
            RequestAttributes(user: jane, verb: "get", group: "", resource: "secrets", name: name)
        }
        #expect(rule.allows(request("a")))
        #expect(!rule.allows(request("b")))
        #expect(!rule.allows(request(nil)))
    }

    @Test("a ClusterRoleBinding counts everywhere, a RoleBinding in its namespace, each with its reason")
    func bindings() {
        let book = roleBook(
            readers, binding("ClusterRoleBinding", "all", to: ["kind": "Group", "name": "ops"]),
            binding("RoleBinding", "here", namespace: "a", to: ["kind": "User", "name": "jane"]))
        func request(_ user: UserInfo, _ namespace: String?) -> RequestAttributes {
            RequestAttributes(user: user, verb: "get", group: "", resource: "pods", namespace: namespace)
        }
        #expect(
            book.decide(request(jane, "a"))
                == .allowed(
                    reason: #"RBAC: allowed by RoleBinding "here/a" of ClusterRole "reader" to User "jane""#))
        #expect(book.decide(request(jane, "b")) == .refused(reason: ""))
        #expect(book.decide(request(jane, nil)) == .refused(reason: ""))
        let otto = UserInfo(name: "otto", groups: ["ops"])
        #expect(
            book.decide(request(otto, nil))
                == .allowed(
                    reason:
                        #"RBAC: allowed by ClusterRoleBinding "all" of ClusterRole "reader" to Group "ops""#)
        )
    }

    @Test("a service account is a subject by its namespace and name, and not by its user's name in a group")
    func serviceAccounts() {
        let book = roleBook(
            readers,
            binding(
                "RoleBinding", "sa", namespace: "a", to: ["kind": "ServiceAccount", "name": "builder"]),
            binding(
                "ClusterRoleBinding", "other",
                to: ["kind": "ServiceAccount", "name": "robot", "namespace": "b"]))
        func decide(_ user: String, _ namespace: String) -> AccessDecision {
            book.decide(
                RequestAttributes(
                    user: UserInfo(name: user), verb: "get", group: "", resource: "pods",
                    namespace: namespace))
        }
        #expect(
            decide("system:serviceaccount:a:builder", "a").reason
                == #"RBAC: allowed by RoleBinding "sa/a" of ClusterRole "reader" to ServiceAccount "builder/a""#
        )
        #expect(!decide("system:serviceaccount:b:builder", "a").isAllowed)
        #expect(decide("system:serviceaccount:b:robot", "z").isAllowed)
        #expect(!decide("robot", "b").isAllowed)
    }

    @Test("a binding to a role that is not there refuses, and says so")
    func missingRoles() {
        let book = roleBook(
            binding("ClusterRoleBinding", "x", role: "gone", to: ["kind": "User", "name": "jane"]),
            binding(
                "RoleBinding", "y", namespace: "a", role: "lost", roleKind: "Role",
                to: ["kind": "User", "name": "jane"]))
        let request = RequestAttributes(
            user: jane, verb: "get", group: "", resource: "pods", namespace: "a", name: "p")
        let decision = book.decide(request)
        #expect(
            decision.reason
                == #"RBAC: [clusterrole.rbac.authorization.k8s.io "gone" not found, "#
                + #"role.rbac.authorization.k8s.io "lost" not found]"#)
        let error = #expect(throws: StatusError.self) { try BookAuthorizer(book: book).authorize(request) }
        #expect(
            error?.message
                == #"pods "p" is forbidden: User "jane" cannot get resource "pods" in API group "" "#
                + #"in the namespace "a": \#(decision.reason)"#)
    }

    @Test("refusals are worded as kube-apiserver words them")
    func messages() {
        let scale = RequestAttributes(
            user: jane, verb: "update", group: "apps", resource: "deployments", subresource: "scale",
            namespace: "a", name: "d")
        #expect(
            StatusError.forbidden(scale).message
                == #"deployments.apps "d" is forbidden: User "jane" cannot update resource "#
                + #""deployments/scale" in API group "apps" in the namespace "a""#)
        let nodes = RequestAttributes(user: jane, verb: "list", group: "", resource: "nodes")
        #expect(
            StatusError.forbidden(nodes).message
                == #"nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" "#
                + "at the cluster scope")
        let path = RequestAttributes(user: jane, verb: "get", path: "/metrics")
        #expect(StatusError.forbidden(path).message == #"forbidden: User "jane" cannot get path "/metrics""#)
    }
}
