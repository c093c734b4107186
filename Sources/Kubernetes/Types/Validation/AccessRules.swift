import Bytes

/// What makes roles and bindings invalid.
enum AccessRules {
    static func role(_ role: JSON, isNamespaced: Bool, _ rules: inout FieldRules) {
        for (index, rule) in (role["rules"]?.array ?? []).enumerated() {
            let path = "rules[\(index)]"
            rules.require(rule["verbs"], "\(path).verbs", "verbs must contain at least one value")
            if rule["nonResourceURLs"]?.array?.isEmpty == false {
                if isNamespaced {
                    rules.invalid(
                        "\(path).nonResourceURLs", rule["nonResourceURLs"] ?? [],
                        "namespaced rules cannot apply to non-resource URLs")
                }
                let resourceful = ["apiGroups", "resources", "resourceNames"]
                    .contains { rule[$0]?.array?.isEmpty == false }
                if resourceful {
                    rules.invalid(
                        "\(path).nonResourceURLs", rule["nonResourceURLs"] ?? [],
                        "rules cannot apply to both regular resources and non-resource URLs")
                }
                continue
            }
            rules.require(
                rule["apiGroups"], "\(path).apiGroups", "resource rules must supply at least one api group")
            rules.require(
                rule["resources"], "\(path).resources", "resource rules must supply at least one resource")
        }
    }

    static func binding(_ binding: JSON, isNamespaced: Bool, _ rules: inout FieldRules) {
        let role = binding["roleRef"] ?? [:]
        let group = "rbac.authorization.k8s.io"
        if role["apiGroup"] != .string(group) {
            rules.notSupported("roleRef.apiGroup", role["apiGroup"] ?? "", [group])
        }
        let kinds = isNamespaced ? ["ClusterRole", "Role"] : ["ClusterRole"]
        if !kinds.contains(role["kind"]?.string ?? "") {
            rules.notSupported("roleRef.kind", role["kind"] ?? "", kinds)
        }
        rules.require(role["name"], "roleRef.name")
        for (index, subject) in (binding["subjects"]?.array ?? []).enumerated() {
            check(subject, "subjects[\(index)]", isNamespaced: isNamespaced, &rules)
        }
    }

    private static func check(
        _ subject: JSON, _ path: String, isNamespaced: Bool, _ rules: inout FieldRules
    ) {
        rules.require(subject["name"], "\(path).name")
        switch subject["kind"]?.string ?? "" {
        case "ServiceAccount":
            if subject["apiGroup"]?.string?.isEmpty == false {
                rules.notSupported("\(path).apiGroup", subject["apiGroup"] ?? "", [""])
            }
            if !isNamespaced { rules.require(subject["namespace"], "\(path).namespace") }
        case "User", "Group":
            if subject["apiGroup"] != "rbac.authorization.k8s.io" {
                rules.notSupported(
                    "\(path).apiGroup", subject["apiGroup"] ?? "", ["rbac.authorization.k8s.io"])
            }
        case let other:
            rules.notSupported("\(path).kind", .string(other), ["ServiceAccount", "User", "Group"])
        }
    }
}
