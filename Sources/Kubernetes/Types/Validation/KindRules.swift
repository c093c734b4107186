import Bytes

/// What makes objects of Kubernetes' own kinds invalid (kube-apiserver's `validation` packages).
///
/// The rules that people meet are here; what only a kubelet or a controller would stumble over is not.
enum KindRules {
    static func problems(of object: JSON, _ kind: GroupVersionKind) -> [StatusError.Cause] {
        let name = GoTypes.structure(of: kind)?.name ?? ""
        var rules = FieldRules()
        let spec = object["spec"] ?? [:]
        switch name {
        case "core/v1.Pod": PodSpecRules.check(spec, "spec", &rules)
        case "core/v1.PodTemplate": template(object["template"], "template", &rules)
        case "core/v1.Service": ServiceRules.check(spec, object, &rules)
        case "core/v1.ReplicationController": controller(spec, &rules, of: name)
        case "core/v1.PersistentVolumeClaim": StorageRules.claim(spec, "spec", &rules)
        case "core/v1.PersistentVolume": StorageRules.volume(spec, "spec", &rules)
        case "core/v1.ResourceQuota": amounts(spec["hard"], "spec.hard", &rules)
        case "core/v1.LimitRange": LimitRules.check(spec, "spec", &rules)
        case "apps/v1.Deployment", "apps/v1.ReplicaSet", "apps/v1.StatefulSet", "apps/v1.DaemonSet":
            controller(spec, &rules, of: name)
            if name == "apps/v1.Deployment" { WorkloadRules.deployment(spec, &rules) }
            if name == "apps/v1.StatefulSet" { WorkloadRules.statefulSet(spec, &rules) }
        case "batch/v1.Job": WorkloadRules.job(spec, "spec", &rules)
        case "batch/v1.CronJob": WorkloadRules.cronJob(object, spec, &rules)
        case "policy/v1.PodDisruptionBudget": WorkloadRules.budget(spec, &rules)
        case "autoscaling/v1.HorizontalPodAutoscaler", "autoscaling/v2.HorizontalPodAutoscaler":
            WorkloadRules.autoscaler(spec, &rules)
        case "rbac/v1.Role": AccessRules.role(object, isNamespaced: true, &rules)
        case "rbac/v1.ClusterRole": AccessRules.role(object, isNamespaced: false, &rules)
        case "rbac/v1.RoleBinding", "rbac/v1.ClusterRoleBinding":
            AccessRules.binding(object, isNamespaced: name == "rbac/v1.RoleBinding", &rules)
        case "networking/v1.Ingress": NetworkRules.ingress(spec, &rules)
        case "networking/v1.NetworkPolicy": NetworkRules.policy(spec, &rules)
        case "networking/v1.IngressClass": rules.require(spec["controller"], "spec.controller")
        case "discovery/v1.EndpointSlice":
            rules.oneOf(object["addressType"], "addressType", "AddressType")
        case "storage/v1.StorageClass":
            rules.require(object["provisioner"], "provisioner")
            rules.oneOf(object["reclaimPolicy"], "reclaimPolicy", ["Delete", "Retain"])
            rules.oneOf(object["volumeBindingMode"], "volumeBindingMode", "VolumeBindingMode")
        case "scheduling/v1.PriorityClass":
            rules.oneOf(object["preemptionPolicy"], "preemptionPolicy", "PreemptionPolicy")
        case "node/v1.RuntimeClass": rules.require(object["handler"], "handler")
        case "coordination/v1.Lease":
            if let seconds = spec["leaseDurationSeconds"]?.int, seconds <= 0 {
                rules.invalid("spec.leaseDurationSeconds", .int(Int64(seconds)), "must be greater than 0")
            }
        default: break
        }
        return rules.causes
    }

    /// What is wrong with a change, besides what is wrong with its result.
    static func problems(
        of object: JSON, changedFrom old: JSON, _ kind: GroupVersionKind
    ) -> [StatusError.Cause] {
        let name = GoTypes.structure(of: kind)?.name ?? ""
        var rules = FieldRules()
        for path in frozen[name] ?? [] {
            let names = path.split(separator: ".").map(String.init)
            let before = old[names]
            guard let after = object[names], after != before else {
                if before != nil, object[names] == nil { rules.immutable(path, .null) }
                continue
            }
            rules.immutable(path, after)
        }
        switch name {
        case "core/v1.Pod": PodSpecRules.checkChange(object, from: old, &rules)
        case "rbac/v1.RoleBinding", "rbac/v1.ClusterRoleBinding":
            if object["roleRef"] != old["roleRef"] {
                rules.invalid("roleRef", object["roleRef"] ?? .null, "cannot change roleRef")
            }
        case "apps/v1.StatefulSet": WorkloadRules.statefulSetChange(object, from: old, &rules)
        case "core/v1.Service": ServiceRules.checkChange(object, from: old, &rules)
        case "core/v1.PersistentVolumeClaim": StorageRules.claimChange(object, from: old, &rules)
        default: break
        }
        return rules.causes
    }

    /// Members that never change.
    private static let frozen: [String: [String]] = [
        "apps/v1.Deployment": ["spec.selector"], "apps/v1.DaemonSet": ["spec.selector"],
        "apps/v1.ReplicaSet": ["spec.selector"],
        "batch/v1.Job": ["spec.completionMode", "spec.selector", "spec.template"],
        "storage/v1.StorageClass": [
            "parameters", "provisioner", "reclaimPolicy", "volumeBindingMode",
        ],
        "scheduling/v1.PriorityClass": ["value", "preemptionPolicy"],
        "node/v1.RuntimeClass": ["handler"],
        "networking/v1.IngressClass": ["spec.controller"],
        "discovery/v1.EndpointSlice": ["addressType"],
    ]

    /// A controller's template must carry the labels that its selector asks for.
    private static func controller(_ spec: JSON, _ rules: inout FieldRules, of type: String) {
        if let replicas = spec["replicas"]?.int { rules.notNegative(replicas, "spec.replicas") }
        let labels = spec[["template", "metadata", "labels"]]?.object ?? [:]
        if type == "core/v1.ReplicationController" {
            let selector = spec["selector"]?.object ?? [:]
            if selector.isEmpty { rules.require(nil, "spec.selector") }
            let isMatched = selector.allSatisfy { labels[$0.key] == $0.value }
            if !isMatched {
                rules.invalid(
                    "spec.template.metadata.labels", .object(labels),
                    "`selector` does not match template `labels`")
            }
        } else if let selector = spec["selector"], !selector.isNull {
            SelectorRules.check(selector, "spec.selector", &rules)
            let isEmpty = selector.object?.isEmpty ?? true
            if isEmpty {
                let owner =
                    switch type {
                    case "apps/v1.DaemonSet": "daemonset"
                    case "apps/v1.StatefulSet": "statefulset"
                    default: "deployment"
                    }
                rules.invalid("spec.selector", selector, "empty selector is invalid for \(owner)")
            } else if !SelectorRules.matches(selector, labels) {
                rules.invalid(
                    "spec.template.metadata.labels", .object(labels),
                    "`selector` does not match template `labels`")
            }
        } else {
            rules.require(nil, "spec.selector")
        }
        template(spec["template"], "spec.template", &rules)
        let policy = spec[["template", "spec", "restartPolicy"]]
        if policy != nil, policy != "Always" {
            rules.notSupported("spec.template.spec.restartPolicy", policy ?? "", ["Always"])
        }
    }

    static func template(_ template: JSON?, _ path: String, _ rules: inout FieldRules) {
        let labels = template?[["metadata", "labels"]]?.object ?? [:]
        rules.add(
            ObjectMetadataValidation.validateLabels(
                Dictionary(labels.map { ($0.key, $0.value.string ?? "") }) { _, last in last },
                "\(path).labels"))
        PodSpecRules.check(template?["spec"] ?? [:], "\(path).spec", &rules)
    }

    /// A list of amounts by name.
    static func amounts(_ list: JSON?, _ path: String, _ rules: inout FieldRules) {
        for (name, amount) in list?.object ?? [:] {
            guard let quantity = try? Quantity(parsing: amount.string ?? "") else { continue }
            if quantity.sign < 0 {
                rules.invalid("\(path)[\(name)]", amount, "must be greater than or equal to 0")
            }
        }
    }
}
