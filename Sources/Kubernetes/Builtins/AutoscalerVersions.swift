import Bytes

/// HorizontalPodAutoscalers in the two versions of `autoscaling`.
///
/// `v1` knows one metric, the use of the processor; what else `v2` says it carries in annotations, so that
/// nothing is lost when an object goes through it.
package enum AutoscalerVersions {
    /// An object of `v1` as one of `v2`.
    package static func v2(_ old: JSON) -> JSON {
        var new = old
        new["apiVersion"] = "autoscaling/v2"
        var annotations = old["metadata"]?["annotations"]?.object ?? [:]
        func carried(_ annotation: Annotation) -> JSON? {
            guard let text = annotations[annotation.rawValue]?.string else { return nil }
            annotations[annotation.rawValue] = nil
            // As in kube-apiserver, an annotation that cannot be read says nothing.
            return try? JSON(parsing: text)
        }
        let (metrics, behavior) = (carried(.metrics), carried(.behavior))
        let (current, conditions) = (carried(.currentMetrics), carried(.conditions))
        if var spec = old["spec"] {
            var all = cpu(spec["targetCPUUtilizationPercentage"], "target").map { [$0] } ?? []
            all += (metrics?.array ?? []).compactMap { AutoscalerMetric.new($0, "target") }
            // What the controller of v1 did by itself when nothing was said.
            if all.isEmpty { all = [cpu(80, "target")].compactMap { $0 } }
            spec["targetCPUUtilizationPercentage"] = nil
            spec["metrics"] = .array(all)
            if let behavior { spec["behavior"] = renamingMembers(behavior) { $0.lowercased() } }
            new["spec"] = spec
        }
        if var status = old["status"] {
            let known = (current?.array ?? []).compactMap { AutoscalerMetric.new($0, "current") }
            let seen = cpu(status["currentCPUUtilizationPercentage"], "current").map { [$0] } ?? []
            status["currentCPUUtilizationPercentage"] = nil
            if !(known + seen).isEmpty { status["currentMetrics"] = .array(known.isEmpty ? seen : known) }
            if let conditions { status["conditions"] = conditions }
            new["status"] = status
        }
        return settingAnnotations(annotations, of: new)
    }

    /// An object of `v2` as one of `v1`.
    package static func v1(_ new: JSON) -> JSON {
        var old = new
        old["apiVersion"] = "autoscaling/v1"
        var annotations = new["metadata"]?["annotations"]?.object ?? [:]
        func carry(_ annotation: Annotation, _ value: JSON) {
            annotations[annotation.rawValue] = .string(value.text)
        }
        if var spec = new["spec"] {
            var others = spec["metrics"]?.array ?? []
            spec["metrics"] = nil
            if let place = others.firstIndex(where: { use($0, "target") != nil }) {
                spec["targetCPUUtilizationPercentage"] = use(others.remove(at: place), "target")
            }
            if !others.isEmpty {
                carry(.metrics, .array(others.compactMap { AutoscalerMetric.old($0, "target") }))
            }
            if let behavior = spec["behavior"] {
                carry(.behavior, renamingMembers(behavior) { $0.uppercased() })
                spec["behavior"] = nil
            }
            old["spec"] = spec
        }
        if var status = new["status"] {
            if let metrics = status["currentMetrics"]?.array, !metrics.isEmpty {
                status["currentCPUUtilizationPercentage"] =
                    metrics.lazy.compactMap { use($0, "current") }.first
                carry(.currentMetrics, .array(metrics.compactMap { AutoscalerMetric.old($0, "current") }))
            }
            if let conditions = status["conditions"], conditions.array?.isEmpty == false {
                carry(.conditions, conditions)
            }
            status["currentMetrics"] = nil
            status["conditions"] = nil
            for count in ["currentReplicas", "desiredReplicas"] where status[count] == nil {
                status[count] = 0
            }
            old["status"] = status
        }
        return settingAnnotations(annotations, of: old)
    }

    private enum Annotation: String {
        case metrics = "autoscaling.alpha.kubernetes.io/metrics"
        case behavior = "autoscaling.alpha.kubernetes.io/behavior"
        case currentMetrics = "autoscaling.alpha.kubernetes.io/current-metrics"
        case conditions = "autoscaling.alpha.kubernetes.io/conditions"
    }

    private static func cpu(_ percent: JSON?, _ side: String) -> JSON? {
        guard let percent, !percent.isNull else { return nil }
        var value: JSON = ["averageUtilization": percent]
        if side == "target" { value["type"] = "Utilization" }
        return ["type": "Resource", "resource": .object(["name": "cpu", side: value])]
    }

    /// How much of the processor a metric wants, or sees, to be used; nil for another metric.
    private static func use(_ metric: JSON, _ side: String) -> JSON? {
        guard metric["type"] == "Resource", metric["resource"]?["name"] == "cpu" else { return nil }
        return metric["resource"]?[side]?["averageUtilization"]
    }

    private static func settingAnnotations(_ annotations: JSONObject, of object: JSON) -> JSON {
        guard var metadata = object["metadata"] else { return object }
        metadata["annotations"] = annotations.isEmpty ? nil : .object(annotations)
        var object = object
        object["metadata"] = metadata
        return object
    }

    /// The behavior is carried as Go spells its members, with capitals.
    private static func renamingMembers(_ value: JSON, _ change: (String) -> String) -> JSON {
        switch value {
        case .array(let elements): .array(elements.map { renamingMembers($0, change) })
        case .object(let members):
            .object(
                JSONObject(
                    members.map {
                        (
                            change(String($0.key.prefix(1))) + $0.key.dropFirst(),
                            renamingMembers($0.value, change)
                        )
                    }))
        default: value
        }
    }
}
