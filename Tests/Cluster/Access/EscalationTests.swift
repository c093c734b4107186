import Access
import Bytes
import Cluster
import Kubernetes
import Testing

@Suite("Nobody hands out what they do not hold")
struct EscalationTests {
    private let jane = UserInfo(name: "jane", groups: ["system:authenticated"])

    /// Jane may read pods in namespace `a`; what else she holds is added.
    private func check(_ more: JSON...) -> EscalationCheck {
        let grant: JSON = [
            "kind": "ClusterRoleBinding", "metadata": ["name": "jane"],
            "roleRef": ["kind": "ClusterRole", "name": "reader"],
            "subjects": [["kind": "User", "name": "jane"]],
        ]
        let entries = ([readers, grant] + more).compactMap { RoleBook.Entry(Object($0)) }
        return EscalationCheck(BookAuthorizer(book: RoleBook(entries)))
    }

    private func role(_ rules: JSON) -> Object {
        Object([
            "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role",
            "metadata": ["name": "r", "namespace": "a"], "rules": rules,
        ])
    }

    @Test("a role within one's own rights may be written")
    func withinRights() throws {
        try check().check(
            role([["apiGroups": [""], "resources": ["pods"], "verbs": ["list"]]]), over: nil,
            resource: "roles", user: jane)
    }

    @Test("a role beyond them is refused, naming what is missing")
    func beyondRights() throws {
        let wanted = role([
            ["apiGroups": [""], "resources": ["pods", "secrets"], "verbs": ["get", "delete"]],
            ["apiGroups": ["apps"], "resources": ["deployments"], "resourceNames": ["d"], "verbs": ["get"]],
        ])
        let error = #expect(throws: StatusError.self) {
            try check().check(wanted, over: nil, resource: "roles", user: jane)
        }
        #expect(error?.code == 403)
        #expect(
            error?.message == """
                roles.rbac.authorization.k8s.io "r" is forbidden: user "jane" \
                (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:
                {APIGroups:[""], Resources:["pods"], Verbs:["delete"]}
                {APIGroups:[""], Resources:["secrets"], Verbs:["get" "delete"]}
                {APIGroups:["apps"], Resources:["deployments"], ResourceNames:["d"], Verbs:["get"]}
                """)
    }

    @Test("the verb escalate, the group system:masters and an unchanged role let it pass")
    func exceptions() throws {
        let wanted = role([["apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]]])
        let masters = UserInfo(name: "admin", groups: ["system:masters"])
        try check().check(wanted, over: nil, resource: "roles", user: masters)
        var finalized = wanted
        finalized.labels = ["a": "b"]
        try check().check(finalized, over: wanted, resource: "roles", user: jane)
        let escalator: [JSON] = [
            [
                "kind": "Role", "metadata": ["name": "e", "namespace": "a"],
                "rules": [
                    [
                        "apiGroups": ["rbac.authorization.k8s.io"], "resources": ["roles"],
                        "verbs": ["escalate"],
                    ]
                ],
            ],
            [
                "kind": "RoleBinding", "metadata": ["name": "e", "namespace": "a"],
                "roleRef": ["kind": "Role", "name": "e"], "subjects": [["kind": "User", "name": "jane"]],
            ],
        ]
        try check(escalator[0], escalator[1]).check(wanted, over: nil, resource: "roles", user: jane)
        #expect(throws: StatusError.self) {
            try check().check(wanted, over: nil, resource: "roles", user: jane)
        }
    }

    @Test("a binding hands out its role's rules; the verb bind allows it by name")
    func bindings() throws {
        let admin: JSON = [
            "kind": "ClusterRole", "metadata": ["name": "admin"],
            "rules": [["apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]]],
        ]
        let binding = Object([
            "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding",
            "metadata": ["name": "b", "namespace": "a"],
            "roleRef": [
                "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "admin",
            ],
            "subjects": [["kind": "User", "name": "jane"]],
        ])
        let error = #expect(throws: StatusError.self) {
            try check(admin).check(binding, over: nil, resource: "rolebindings", user: jane)
        }
        #expect(error?.message.contains(#"{APIGroups:["*"], Resources:["*"], Verbs:["*"]}"#) == true)
        let missing = #expect(throws: StatusError.self) {
            try check().check(binding, over: nil, resource: "rolebindings", user: jane)
        }
        #expect(missing?.message == #"clusterrole.rbac.authorization.k8s.io "admin" not found"#)
        let binder: [JSON] = [
            [
                "kind": "ClusterRole", "metadata": ["name": "binder"],
                "rules": [
                    [
                        "apiGroups": ["rbac.authorization.k8s.io"], "resources": ["clusterroles"],
                        "resourceNames": ["admin"], "verbs": ["bind"],
                    ]
                ],
            ],
            [
                "kind": "ClusterRoleBinding", "metadata": ["name": "binder"],
                "roleRef": ["kind": "ClusterRole", "name": "binder"],
                "subjects": [["kind": "User", "name": "jane"]],
            ],
        ]
        try check(admin, binder[0], binder[1]).check(
            binding, over: nil, resource: "rolebindings", user: jane)
    }

    @Test("an aggregation needs everything")
    func aggregation() {
        let role = Object([
            "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": ["name": "c"],
            "aggregationRule": ["clusterRoleSelectors": [["matchLabels": ["a": "b"]]]], "rules": [],
        ])
        let error = #expect(throws: StatusError.self) {
            try check().check(role, over: nil, resource: "clusterroles", user: jane)
        }
        #expect(
            error?.message
                == #"clusterroles.rbac.authorization.k8s.io "c" is forbidden: "#
                + "must have cluster-admin privileges to use the aggregationRule")
    }

    @Test("a rule too large to take apart is refused as a whole, quickly")
    func hugeRules() {
        let names = JSON.array((0..<2_000).map { .string("r\($0)") })
        let wanted = role([["apiGroups": names, "resources": names, "verbs": names]])
        let error = #expect(throws: StatusError.self) {
            try check().check(wanted, over: nil, resource: "roles", user: jane)
        }
        #expect(error?.code == 403)
    }
}
