public import Bytes
public import Kubernetes

/// ClusterRoles that gather the rules of others (Kubernetes, "Aggregated ClusterRoles").
public enum RoleAggregation {
    /// The rules that an aggregating role should have; nil for a role that gathers nothing.
    ///
    /// - Parameter roles: every ClusterRole.
    public static func rules(of role: Object, among roles: [Object]) -> JSON? {
        guard let selectors = role["aggregationRule"]?["clusterRoleSelectors"]?.array else { return nil }
        let sorted = roles.sorted { $0.name < $1.name }
        var rules: [JSON] = []
        var seen: Set<JSON> = []
        for selector in selectors {
            // A selector that cannot be read chooses nothing.
            guard let selector = try? LabelSelector(selector) else { continue }
            for other in sorted where other.name != role.name && selector.matches(labels: other.labels) {
                for rule in other["rules"]?.array ?? [] where seen.insert(rule).inserted {
                    rules.append(rule)
                }
            }
        }
        return .array(rules)
    }
}
