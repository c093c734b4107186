import Bytes
import Kubernetes

/// Compares the rules that somebody holds with those that they want to hand out.
enum RuleCoverage {
    /// More single permissions than this are not taken apart: they would cost seconds.
    private static let limit = 20_000

    /// What of `wanted` is not in `held`: single permissions, or whole rules that are too large to take apart.
    static func missing(from held: [PolicyRule], of wanted: [PolicyRule]) -> [PolicyRule] {
        var missing: [PolicyRule] = []
        for rule in wanted {
            if held.contains(where: { covers($0, rule) }) { continue }
            guard let parts = parts(of: rule) else {
                missing.append(rule)
                continue
            }
            missing += parts.filter { part in !held.contains { covers($0, part) } }
        }
        return missing
    }

    /// The missing permissions for a person: those on one resource in one entry, sorted, each once.
    static func description(of missing: [PolicyRule]) -> String {
        var simple: [[String]: PolicyRule] = [:]
        var others: [PolicyRule] = []
        for rule in missing {
            if rule.apiGroups.count == 1, rule.resources.count == 1, rule.resourceNames.isEmpty,
                rule.nonResourceURLs.isEmpty
            {
                let empty = PolicyRule(verbs: [], apiGroups: rule.apiGroups, resources: rule.resources)
                simple[rule.apiGroups + rule.resources, default: empty].verbs += rule.verbs
            } else {
                others.append(rule)
            }
        }
        return Set((others + simple.values).map(\.compactText)).sorted().joined(separator: "\n")
    }

    /// Whether one rule alone allows everything that the other does.
    private static func covers(_ owner: PolicyRule, _ rule: PolicyRule) -> Bool {
        let names = rule.resourceNames
        guard owner.resourceNames.isEmpty || !names.isEmpty && has(owner.resourceNames, names) else {
            return false
        }
        return has(owner.verbs, rule.verbs, wildcard: true)
            && has(owner.apiGroups, rule.apiGroups, wildcard: true)
            && rule.resources.allSatisfy { coversResource(owner.resources, $0) }
            && rule.nonResourceURLs.allSatisfy { path in
                owner.nonResourceURLs.contains { PolicyRule.covers($0, path) }
            }
    }

    private static func has(_ set: [String], _ wanted: [String], wildcard: Bool = false) -> Bool {
        wildcard && set.contains("*") || wanted.allSatisfy(set.contains)
    }

    private static func coversResource(_ owner: [String], _ resource: String) -> Bool {
        if owner.contains("*") || owner.contains(resource) { return true }
        guard let slash = resource.firstIndex(of: "/") else { return false }
        return owner.contains("*\(resource[slash...])")
    }

    /// The rule as rules of one verb on one thing each; nil when there are too many.
    private static func parts(of rule: PolicyRule) -> [PolicyRule]? {
        var count = rule.verbs.count
        for factor in [rule.apiGroups.count, rule.resources.count, max(1, rule.resourceNames.count)] {
            let (product, overflow) = count.multipliedReportingOverflow(by: factor)
            if overflow || product > limit { return nil }
            count = product
        }
        guard rule.nonResourceURLs.count <= limit, rule.verbs.count <= limit,
            rule.nonResourceURLs.count * rule.verbs.count <= limit
        else { return nil }
        let names: [[String]] = rule.resourceNames.isEmpty ? [[]] : rule.resourceNames.map { [$0] }
        var parts: [PolicyRule] = []
        for group in rule.apiGroups {
            for resource in rule.resources {
                for verb in rule.verbs {
                    for name in names {
                        parts.append(
                            PolicyRule(
                                verbs: [verb], apiGroups: [group], resources: [resource], resourceNames: name)
                        )
                    }
                }
            }
        }
        for path in rule.nonResourceURLs {
            for verb in rule.verbs { parts.append(PolicyRule(verbs: [verb], nonResourceURLs: [path])) }
        }
        return parts
    }
}

extension PolicyRule {
    /// The rule as messages about escalation show it.
    fileprivate var compactText: String {
        let lists = [
            ("APIGroups", apiGroups), ("Resources", resources), ("NonResourceURLs", nonResourceURLs),
            ("ResourceNames", resourceNames), ("Verbs", verbs),
        ]
        let parts = lists.filter { !$0.1.isEmpty }.map { "\($0.0):\(GoText.quoted($0.1))" }
        return "{\(parts.joined(separator: ", "))}"
    }
}
