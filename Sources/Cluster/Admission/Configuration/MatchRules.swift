import Bytes
import Kubernetes

/// What is wrong with rules that name resources.
enum MatchRules {
    private static let operations = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"]

    /// One of `rules[]` or `resourceRules[]`.
    static func causes(_ json: JSON, at path: String) -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        let found = texts(json, "operations")
        if found.isEmpty { causes.append(.required("\(path).operations")) }
        causes += alone(found, "\(path).operations", "if '*' is present, must not specify other operations")
        for (index, operation) in found.enumerated() where !operations.contains(operation) {
            causes.append(.notSupported("\(path).operations[\(index)]", .string(operation), operations))
        }
        let groups = texts(json, "apiGroups")
        if groups.isEmpty { causes.append(.required("\(path).apiGroups")) }
        causes += alone(groups, "\(path).apiGroups", "if '*' is present, must not specify other API groups")
        let versions = texts(json, "apiVersions")
        if versions.isEmpty { causes.append(.required("\(path).apiVersions")) }
        causes += alone(
            versions, "\(path).apiVersions", "if '*' is present, must not specify other API versions")
        for (index, version) in versions.enumerated() where version.isEmpty {
            causes.append(.required("\(path).apiVersions[\(index)]"))
        }
        causes += resources(texts(json, "resources"), at: "\(path).resources")
        causes += ConfigurationRules.choice(json, "scope", at: path, of: ["*", "Cluster", "Namespaced"])
        return causes
    }

    private static func texts(_ json: JSON, _ member: String) -> [String] {
        json[member]?.array?.compactMap(\.string) ?? []
    }

    private static func list(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }

    private static func alone(_ values: [String], _ path: String, _ detail: String) -> [StatusError.Cause] {
        values.count > 1 && values.contains("*") ? [.invalid(path, list(values), detail)] : []
    }

    private static func resources(_ values: [String], at path: String) -> [StatusError.Cause] {
        if values.isEmpty { return [.required(path)] }
        var causes: [StatusError.Cause] = []
        var (wholes, everywhere): (Set<Substring>, Set<Substring>) = ([], [])
        for (index, value) in values.enumerated() {
            if value.isEmpty { causes.append(.required("\(path)[\(index)]")) }
            let parts = value.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            if wholes.contains(parts[0]) {
                causes.append(
                    .invalid(
                        "\(path)[\(index)]", .string(value),
                        "if '\(parts[0])/*' is present, must not specify \(value)"))
            }
            if everywhere.contains(parts[1]) {
                causes.append(
                    .invalid(
                        "\(path)[\(index)]", .string(value),
                        "if '*/\(parts[1])' is present, must not specify \(value)"))
            }
            if parts[1] == "*" { wholes.insert(parts[0]) }
            if parts[0] == "*" { everywhere.insert(parts[1]) }
        }
        if values.count > 1, values.contains("*/*") {
            causes.append(
                .invalid(path, list(values), "if '*/*' is present, must not specify other resources"))
        }
        if values.contains("*"), values.contains(where: { $0 != "*" && !$0.contains("/") }) {
            causes.append(
                .invalid(
                    path, list(values),
                    "if '*' is present, must not specify other resources without subresources"))
        }
        return causes
    }
}
