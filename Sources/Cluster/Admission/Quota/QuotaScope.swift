import Bytes

/// Which objects a quota counts: `scopes` and `scopeSelector.matchExpressions`; only pods have scopes.
struct QuotaScope: Sendable, Hashable {
    let name: String
    let comparison: String
    let values: [String]

    static func all(of spec: JSON) -> [QuotaScope] {
        (spec["scopes"]?.array?.compactMap(\.string) ?? []).map {
            QuotaScope(name: $0, comparison: "Exists", values: [])
        }
            + (spec["scopeSelector"]?["matchExpressions"]?.array ?? []).map { json in
                QuotaScope(
                    name: json["scopeName"]?.string ?? "", comparison: json["operator"]?.string ?? "",
                    values: json["values"]?.array?.compactMap(\.string) ?? [])
            }
    }

    func matches(_ item: QuotaItem) -> Bool {
        guard item.isPod else { return false }
        let spec = item.object["spec"]
        switch name {
        case "Terminating": return spec?["activeDeadlineSeconds"]?.int ?? -1 >= 0
        case "NotTerminating": return spec?["activeDeadlineSeconds"]?.int ?? -1 < 0
        case "BestEffort": return Self.isBestEffort(item)
        case "NotBestEffort": return !Self.isBestEffort(item)
        case "PriorityClass": return matches(class: spec?["priorityClassName"]?.string ?? "")
        case "CrossNamespacePodAffinity": return Self.reachesOtherNamespaces(spec?["affinity"])
        default: return false
        }
    }

    private func matches(class name: String) -> Bool {
        switch comparison {
        case "Exists": !name.isEmpty
        case "DoesNotExist": name.isEmpty
        case "In": values.contains(name)
        case "NotIn": !values.contains(name)
        default: false
        }
    }

    /// No container asks for processor or memory (the quality of service that goes first).
    private static func isBestEffort(_ item: QuotaItem) -> Bool {
        let resources = PodResources(item.object)
        return (resources.containers + resources.initContainers).allSatisfy { container in
            ["cpu", "memory"].allSatisfy {
                (container.requests[$0]?.sign ?? 0) == 0 && (container.limits[$0]?.sign ?? 0) == 0
            }
        }
    }

    private static func reachesOtherNamespaces(_ affinity: JSON?) -> Bool {
        ["podAffinity", "podAntiAffinity"].contains { kind in
            let required = affinity?[kind]?["requiredDuringSchedulingIgnoredDuringExecution"]?.array ?? []
            let preferred = affinity?[kind]?["preferredDuringSchedulingIgnoredDuringExecution"]?.array ?? []
            return (required + preferred.compactMap { $0["podAffinityTerm"] }).contains { term in
                term["namespaces"]?.array?.isEmpty == false
                    || (term["namespaceSelector"].map { !$0.isNull } ?? false)
            }
        }
    }
}
