import Bytes

extension BuiltinKinds {
    static let scaling: [BuiltinKind] = [
        autoscaler("autoscaling/v2"), autoscaler("autoscaling/v1"),
        BuiltinKind(
            "flowcontrol.apiserver.k8s.io/v1", "FlowSchema", "flowschemas", scope: .cluster,
            subresources: ["status"],
            columns: [
                .name, .text("PriorityLevel", ".spec.priorityLevelConfiguration.name"),
                .number("MatchingPrecedence", ".spec.matchingPrecedence"),
                .text("DistinguisherMethod", ".spec.distinguisherMethod.type", absent: "<none>"), .age,
            ]),
        BuiltinKind(
            "flowcontrol.apiserver.k8s.io/v1", "PriorityLevelConfiguration", "prioritylevelconfigurations",
            scope: .cluster, subresources: ["status"],
            columns: [
                .name, .text("Type", ".spec.type"),
                .number("NominalConcurrencyShares", ".spec.limited.nominalConcurrencyShares"), .age,
            ]),
        BuiltinKind(
            "storage.k8s.io/v1", "CSIStorageCapacity", "csistoragecapacities",
            columns: [
                .name, .text("StorageClassName", ".storageClassName"), .text("Capacity", ".capacity"),
            ]),
    ]

    private static func autoscaler(_ apiVersion: String) -> BuiltinKind {
        BuiltinKind(
            apiVersion, "HorizontalPodAutoscaler", "horizontalpodautoscalers", short: ["hpa"],
            categories: ["all"], subresources: ["status"],
            columns: [
                .name,
                .cell("Reference") { autoscaler in
                    let target = autoscaler["spec"]?["scaleTargetRef"]
                    return .string("\(target?["kind"]?.string ?? "")/\(target?["name"]?.string ?? "")")
                },
                .cell("Targets", AutoscalerCells.targets),
                .cell("MinPods") { autoscaler in
                    .string(autoscaler["spec"]?["minReplicas"]?.int.map(String.init) ?? "<unset>")
                },
                .number("MaxPods", ".spec.maxReplicas"), .number("Replicas", ".status.currentReplicas"),
                .age,
            ])
    }
}

/// Cells of autoscalers.
enum AutoscalerCells {
    /// Each metric as `name: current/target`; nothing measures here, so most say `<unknown>`.
    static func targets(_ shown: Object) -> JSON {
        let isOld = shown.json["apiVersion"] == "autoscaling/v1"
        let autoscaler = isOld ? Object(AutoscalerVersions.v2(shown.json)) : shown
        let metrics = autoscaler["spec"]?["metrics"]?.array ?? []
        if metrics.isEmpty { return "<none>" }
        let current = autoscaler["status"]?["currentMetrics"]?.array ?? []
        let texts = metrics.enumerated().map { index, metric -> String in
            let source = metric["type"]?.string.map { $0.prefix(1).lowercased() + $0.dropFirst() } ?? ""
            let body = metric[source]
            let name = body?["name"]?.string ?? body?["metric"]?["name"]?.string
            let seen = index < current.count ? amount(current[index][source]?["current"]) : nil
            let values = "\(seen ?? "<unknown>")/\(amount(body?["target"]) ?? "<unknown>")"
            return name.map { source == "resource" ? "\($0): \(values)" : values } ?? values
        }
        let first = texts.prefix(2).joined(separator: ", ")
        return .string(texts.count > 2 ? "\(first) + \(texts.count - 2) more..." : first)
    }

    private static func amount(_ value: JSON?) -> String? {
        if let percent = value?["averageUtilization"]?.int { return "\(percent)%" }
        if let average = value?["averageValue"]?.string { return average }
        return value?["value"]?.string
    }
}
