import Bytes

/// Reads the fields of a policy and says exactly which one is wrong.
enum AuditPolicyReader {
    /// What is wrong with a field.
    struct Problem: Error {
        var field: String
        var reason: String
    }

    static func rules(_ json: JSON) throws(Problem) -> [AuditPolicy.Rule] {
        try check(
            json, "", known: ["apiVersion", "kind", "metadata", "rules", "omitStages", "omitManagedFields"])
        guard json["kind"]?.string == "Policy", json["apiVersion"]?.string == "audit.k8s.io/v1" else {
            throw Problem(field: "", reason: "is no Policy of audit.k8s.io/v1")
        }
        let stages = try stages(json["omitStages"], "omitStages")
        let omits = try flag(json["omitManagedFields"], "omitManagedFields") ?? false
        guard let rules = json["rules"]?.array, !rules.isEmpty else {
            throw Problem(field: "rules", reason: "a policy needs at least one rule")
        }
        var read: [AuditPolicy.Rule] = []
        for (index, rule) in rules.enumerated() {
            var rule = try self.rule(rule, "rules[\(index)]", omits: omits)
            rule.omitStages += stages
            read.append(rule)
        }
        return read
    }

    private static func rule(_ json: JSON, _ field: String, omits: Bool) throws(Problem) -> AuditPolicy.Rule {
        try check(
            json, field,
            known: [
                "level", "users", "userGroups", "verbs", "resources", "namespaces", "nonResourceURLs",
                "omitStages", "omitManagedFields",
            ])
        let name = json["level"]?.string ?? ""
        guard let level = AuditPolicy.Level(rawValue: name) else {
            let known = AuditPolicy.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(field: "\(field).level", reason: "\"\(name)\" is none of \(known)")
        }
        var resources: [AuditPolicy.Resources] = []
        for (index, entry) in try list(json["resources"], "\(field).resources").enumerated() {
            resources.append(try self.resources(entry, "\(field).resources[\(index)]"))
        }
        let rule = AuditPolicy.Rule(
            level: level, users: try strings(json["users"], "\(field).users"),
            userGroups: try strings(json["userGroups"], "\(field).userGroups"),
            verbs: try strings(json["verbs"], "\(field).verbs"), resources: resources,
            namespaces: try strings(json["namespaces"], "\(field).namespaces"),
            nonResourceURLs: try strings(json["nonResourceURLs"], "\(field).nonResourceURLs"),
            omitStages: try stages(json["omitStages"], "\(field).omitStages"),
            omitManagedFields: try flag(json["omitManagedFields"], "\(field).omitManagedFields") ?? omits)
        try checkPaths(rule, field)
        return rule
    }

    private static func checkPaths(_ rule: AuditPolicy.Rule, _ field: String) throws(Problem) {
        guard !rule.nonResourceURLs.isEmpty else { return }
        guard rule.resources.isEmpty, rule.namespaces.isEmpty else {
            throw Problem(
                field: "\(field).nonResourceURLs",
                reason: "rules cannot apply to both regular resources and non-resource URLs")
        }
        for (index, path) in rule.nonResourceURLs.enumerated() where path != "*" {
            let place = "\(field).nonResourceURLs[\(index)]"
            guard path.hasPrefix("/") else {
                throw Problem(field: place, reason: "a path must begin with a slash: \"\(path)\"")
            }
            guard !path.dropLast().contains("*") else {
                throw Problem(field: place, reason: "a \"*\" may only stand at the end: \"\(path)\"")
            }
        }
    }

    private static func resources(_ json: JSON, _ field: String) throws(Problem) -> AuditPolicy.Resources {
        try check(json, field, known: ["group", "resources", "resourceNames"])
        let group = json["group"] ?? ""
        guard let group = group.string, !group.contains("/") else {
            throw Problem(field: "\(field).group", reason: "is not the name of a group without its version")
        }
        let resources = try strings(json["resources"], "\(field).resources")
        let names = try strings(json["resourceNames"], "\(field).resourceNames")
        guard names.isEmpty || !resources.isEmpty else {
            throw Problem(
                field: "\(field).resourceNames", reason: "using resourceNames requires at least one resource")
        }
        return AuditPolicy.Resources(group: group, resources: resources, names: names)
    }

    private static func stages(_ json: JSON?, _ field: String) throws(Problem) -> [AuditPolicy.Stage] {
        var stages: [AuditPolicy.Stage] = []
        for (index, name) in try strings(json, field).enumerated() {
            guard let stage = AuditPolicy.Stage(rawValue: name) else {
                let known = AuditPolicy.Stage.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(field: "\(field)[\(index)]", reason: "\"\(name)\" is none of \(known)")
            }
            stages.append(stage)
        }
        return stages
    }

    private static func check(_ json: JSON, _ field: String, known: Set<String>) throws(Problem) {
        guard let members = json.object else { throw Problem(field: field, reason: "is no object") }
        guard let other = members.keys.first(where: { !known.contains($0) }) else { return }
        throw Problem(field: field.isEmpty ? other : "\(field).\(other)", reason: "is no field of a policy")
    }

    private static func list(_ json: JSON?, _ field: String) throws(Problem) -> [JSON] {
        guard let json, !json.isNull else { return [] }
        guard let list = json.array else { throw Problem(field: field, reason: "is no list") }
        return list
    }

    private static func strings(_ json: JSON?, _ field: String) throws(Problem) -> [String] {
        var strings: [String] = []
        for (index, entry) in try list(json, field).enumerated() {
            guard let text = entry.string else {
                throw Problem(field: "\(field)[\(index)]", reason: "is no string")
            }
            strings.append(text)
        }
        return strings
    }

    private static func flag(_ json: JSON?, _ field: String) throws(Problem) -> Bool? {
        guard let json, !json.isNull else { return nil }
        guard let flag = json.bool else { throw Problem(field: field, reason: "is neither true nor false") }
        return flag
    }
}
