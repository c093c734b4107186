import Bytes
public import Kubernetes

/// The form of RBAC's objects: what the server fills in and what it refuses.
public enum RoleForm {
    private static let group = "rbac.authorization.k8s.io"

    /// Fills in the groups that people leave out.
    public static func setDefaults(_ object: inout Object) {
        guard object["roleRef"] != nil else { return }
        if object["roleRef"]?["apiGroup"]?.string?.isEmpty != false {
            object.json["roleRef"]?["apiGroup"] = .string(group)
        }
        guard let subjects = object["subjects"]?.array else { return }
        object["subjects"] = .array(
            subjects.map { subject in
                let kind = subject["kind"]?.string
                guard kind == "User" || kind == "Group", subject["apiGroup"]?.string?.isEmpty != false else {
                    return subject
                }
                var filled = subject
                filled["apiGroup"] = .string(group)
                return filled
            })
    }

    /// What is wrong with an object; `current` is what it would replace.
    public static func causes(_ object: Object, over current: Object?) -> [StatusError.Cause] {
        switch object.kind.kind {
        case "Role", "ClusterRole":
            let rules = object["rules"]?.array ?? []
            return rules.enumerated().flatMap { index, rule in
                ruleCauses(PolicyRule(rule), "rules[\(index)]", isNamespaced: object.kind.kind == "Role")
            }
        case "RoleBinding", "ClusterRoleBinding": return bindingCauses(object, over: current)
        default: return []
        }
    }

    private static func ruleCauses(
        _ rule: PolicyRule, _ field: String, isNamespaced: Bool
    ) -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        if rule.verbs.isEmpty {
            causes.append(.required("\(field).verbs", "verbs must contain at least one value"))
        }
        guard rule.nonResourceURLs.isEmpty else {
            let paths = JSON.array(rule.nonResourceURLs.map(JSON.string))
            if isNamespaced {
                let why = "namespaced rules cannot apply to non-resource URLs"
                causes.append(.invalid("\(field).nonResourceURLs", paths, why))
            }
            if !(rule.apiGroups + rule.resources + rule.resourceNames).isEmpty {
                let why = "rules cannot apply to both regular resources and non-resource URLs"
                causes.append(.invalid("\(field).nonResourceURLs", paths, why))
            }
            return causes
        }
        if rule.apiGroups.isEmpty {
            causes.append(
                .required("\(field).apiGroups", "resource rules must supply at least one api group"))
        }
        if rule.resources.isEmpty {
            causes.append(
                .required("\(field).resources", "resource rules must supply at least one resource"))
        }
        return causes
    }

    private static func bindingCauses(_ object: Object, over current: Object?) -> [StatusError.Cause] {
        let isNamespaced = object.kind.kind == "RoleBinding"
        let role = RoleReference(object["roleRef"] ?? [:])
        var causes: [StatusError.Cause] = []
        if role.apiGroup != group {
            causes.append(.notSupported("roleRef.apiGroup", .string(role.apiGroup), [group]))
        }
        let kinds = isNamespaced ? ["Role", "ClusterRole"] : ["ClusterRole"]
        if !kinds.contains(role.kind) {
            causes.append(.notSupported("roleRef.kind", .string(role.kind), kinds))
        }
        if role.name.isEmpty { causes.append(.required("roleRef.name")) }
        for (index, subject) in (object["subjects"]?.array ?? []).enumerated() {
            causes += subjectCauses(subject, "subjects[\(index)]", isNamespaced: isNamespaced)
        }
        if let current, RoleReference(current["roleRef"] ?? [:]) != role {
            causes.append(.invalid("roleRef", object["roleRef"] ?? [:], "cannot change roleRef"))
        }
        return causes
    }

    private static func subjectCauses(
        _ json: JSON, _ field: String, isNamespaced: Bool
    ) -> [StatusError.Cause] {
        let subject = Subject(json)
        let apiGroup = json["apiGroup"]?.string ?? ""
        var causes: [StatusError.Cause] = subject.name.isEmpty ? [.required("\(field).name")] : []
        switch subject.kind {
        case "ServiceAccount":
            if !apiGroup.isEmpty {
                causes.append(.notSupported("\(field).apiGroup", .string(apiGroup), [""]))
            }
            if !isNamespaced, subject.namespace.isEmpty { causes.append(.required("\(field).namespace")) }
        case "User", "Group":
            if apiGroup != group {
                causes.append(.notSupported("\(field).apiGroup", .string(apiGroup), [group]))
            }
        default:
            causes.append(
                .notSupported("\(field).kind", .string(subject.kind), ["ServiceAccount", "User", "Group"]))
        }
        return causes
    }
}
