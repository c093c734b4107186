import Bytes
public import Kubernetes

/// The roles and bindings that every cluster begins with (Kubernetes, "Default roles and role bindings").
public enum DefaultRoles {
    /// All of them, in the order in which they refer to one another.
    public static var objects: [Object] {
        let controllers = RoleTable.roles(controllerRoles)
        return gathered(RoleTable.roles(userRoles)) + RoleTable.roles(componentRoles) + controllers
            + RoleTable.bindings(clusterBindings)
            + controllerBindings(controllers)
            + namespacedRoles.flatMap { RoleTable.roles($0.table, namespace: $0.namespace) }
            + namespacedBindings.flatMap { RoleTable.bindings($0.table, namespace: $0.namespace) }
    }

    /// What a stored default has to become again, or nil when it is as it should be.
    ///
    /// A role that somebody took `rbac.authorization.kubernetes.io/autoupdate` from is theirs. Rules and
    /// subjects that somebody added stay; what is missing comes back. The rules of an aggregating role are
    /// the aggregation's.
    public static func reconciled(_ stored: Object, with wanted: Object) -> Object? {
        guard stored.annotations[RoleTable.autoupdate] == "true" else { return nil }
        var next = stored
        next.labels.merge(wanted.labels) { $1 }
        next.annotations.merge(wanted.annotations) { $1 }
        if let subjects = wanted["subjects"]?.array {
            let present = stored["subjects"]?.array ?? []
            next["subjects"] = .array(present + subjects.filter { !present.contains($0) })
        } else if wanted["aggregationRule"] != nil {
            next["aggregationRule"] = wanted["aggregationRule"]
        } else if stored["rules"] != wanted["rules"] {
            let held = stored["rules"]?.array?.map { PolicyRule($0) } ?? []
            let missing = RuleCoverage.missing(
                from: held, of: wanted["rules"]?.array?.map { PolicyRule($0) } ?? [])
            if !missing.isEmpty {
                next["rules"] = .array((stored["rules"]?.array ?? []) + missing.map(\.json))
            }
        }
        return next == stored ? nil : next
    }

    /// The roles with the rules that the aggregating ones among them gather, so that nothing has to be written
    /// twice; a role can gather from one that gathers.
    private static func gathered(_ roles: [Object]) -> [Object] {
        var roles = roles
        for name in ["view", "edit", "admin"] {
            guard let index = roles.firstIndex(where: { $0.name == name }) else { continue }
            roles[index]["rules"] = RoleAggregation.rules(of: roles[index], among: roles)
        }
        return roles
    }

    /// Every controller of kube-controller-manager has a service account of its role's name.
    private static func controllerBindings(_ roles: [Object]) -> [Object] {
        roles.flatMap { role in
            let account = role.name.dropFirst("system:controller:".count)
            return RoleTable.bindings("\(role.name): sa/kube-system/\(account)")
        }
    }
}

/// Reads the tables of default roles.
///
/// A role is a line of its name, with `+label` for each aggregation it takes part in and `=label` for the one
/// that it gathers; its rules follow, indented: `groups: resources: verbs`, where `core` is the group without
/// a name and `[names]` behind the resources chooses objects. A rule of paths is `paths: verbs`. A binding is
/// `name: subjects`, or `name > Kind/role: subjects` when the names differ.
enum RoleTable {
    static let autoupdate = "rbac.authorization.kubernetes.io/autoupdate"
    private static let group = "rbac.authorization.k8s.io"
    private static let aggregation = "rbac.authorization.k8s.io/aggregate-to-"

    /// Words that stand for several verbs.
    private static let verbs: [String: [String]] = [
        "read": ["get", "list", "watch"],
        "write": ["create", "delete", "deletecollection", "patch", "update"],
        "emit": ["create", "patch", "update"],
    ]

    static func roles(_ table: String, namespace: String? = nil) -> [Object] {
        var roles: [Object] = []
        for line in table.split(separator: "\n") {
            if line.hasPrefix(" ") {
                guard let last = roles.indices.last, let rule = rule(line) else { continue }
                roles[last]["rules"] = .array((roles[last]["rules"]?.array ?? []) + [rule.json])
            } else {
                roles.append(role(line, namespace: namespace))
            }
        }
        return roles
    }

    static func bindings(_ table: String, namespace: String? = nil) -> [Object] {
        table.split(separator: "\n").compactMap { line in
            guard let (head, tail) = cut(line, at: ": ") else { return nil }
            let names = head.split(separator: " ")
            guard let name = names.first, let target = names.last else { return nil }
            let role = target.split(separator: "/")
            var binding = object(
                namespace == nil ? "ClusterRoleBinding" : "RoleBinding", String(name), namespace)
            binding["roleRef"] = [
                "apiGroup": .string(group),
                "kind": .string(role.count == 2 ? String(role[0]) : "ClusterRole"),
                "name": .string(String(role.last ?? target)),
            ]
            binding["subjects"] = .array(tail.split(separator: " ").map(subject))
            return binding
        }
    }

    private static func role(_ line: Substring, namespace: String?) -> Object {
        let words = line.split(separator: " ")
        var role = object(
            namespace == nil ? "ClusterRole" : "Role", String(words.first ?? line), namespace)
        for word in words.dropFirst() {
            let label = aggregation + word.dropFirst()
            if word.first == "+" { role.labels[label] = "true" }
            if word.first == "=" {
                role["aggregationRule"] = [
                    "clusterRoleSelectors": [["matchLabels": .object([label: "true"])]]
                ]
            }
        }
        return role
    }

    private static func rule(_ line: Substring) -> PolicyRule? {
        let parts = line.drop { $0 == " " }.split(separator: ": ", omittingEmptySubsequences: false)
        guard let last = parts.last else { return nil }
        let verbs = last.split(separator: " ").flatMap { Self.verbs[String($0)] ?? [String($0)] }
        let words = parts.dropLast().map { $0.split(separator: " ").map(String.init) }
        if words.count == 1 { return PolicyRule(verbs: verbs, nonResourceURLs: words[0]) }
        guard words.count == 2 else { return nil }
        let names = words[1].filter { $0.hasPrefix("[") }.map { String($0.dropFirst().dropLast()) }
        return PolicyRule(
            verbs: verbs, apiGroups: words[0].map { $0 == "core" ? "" : $0 },
            resources: words[1].filter { !$0.hasPrefix("[") }, resourceNames: names)
    }

    private static func subject(_ text: Substring) -> JSON {
        let parts = text.split(separator: "/").map(String.init)
        switch (parts.first, parts.count) {
        case ("sa", 3):
            return ["kind": "ServiceAccount", "namespace": .string(parts[1]), "name": .string(parts[2])]
        case ("user", 2):
            return ["apiGroup": .string(group), "kind": "User", "name": .string(parts[1])]
        default:
            return ["apiGroup": .string(group), "kind": "Group", "name": .string(parts.last ?? "")]
        }
    }

    private static func object(_ kind: String, _ name: String, _ namespace: String?) -> Object {
        var object = Object(
            kind: GroupVersionKind(group: group, version: "v1", kind: kind), name: name, namespace: namespace)
        object.labels = ["kubernetes.io/bootstrapping": "rbac-defaults"]
        object.annotations = [autoupdate: "true"]
        return object
    }

    private static func cut(_ line: Substring, at mark: String) -> (Substring, Substring)? {
        let parts = line.split(separator: mark, maxSplits: 1)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
}
