import Bytes

/// Defaults that depend on other members (kube-apiserver's `SetDefaults_` functions).
enum DefaultRules {
    /// Before the structures inside get theirs.
    static func apply(to members: inout JSONObject, _ type: String) {
        switch type {
        case "core/v1.Pod": pod(&members)
        case "core/v1.PodSpec": podSpec(&members)
        case "core/v1.Container", "core/v1.EphemeralContainer":
            let policy = ImageReference.pullPolicy(members["image"]?.string ?? "")
            set(&members, "imagePullPolicy", .string(policy))
        case "core/v1.Volume": volume(&members)
        case "core/v1.HostPathVolumeSource": if members["type"] == nil { members["type"] = "" }
        case "core/v1.GRPCAction": if members["service"] == nil { members["service"] = "" }
        case "core/v1.ServiceSpec": service(&members)
        case "core/v1.ServicePort":
            if members["targetPort"] == nil || members["targetPort"] == 0 || members["targetPort"] == "" {
                members["targetPort"] = members["port"]
            }
        case "core/v1.PersistentVolume": set(&members, "status", ["phase": "Pending"], replacing: [:])
        case "core/v1.PersistentVolumeClaim": set(&members, "status", ["phase": "Pending"], replacing: [:])
        case "core/v1.LimitRangeItem": limits(&members)
        case "core/v1.ReplicationController": replicationController(&members)
        case "apps/v1.DeploymentStrategy":
            if members["type"] == "RollingUpdate" {
                rolling(&members, ["maxSurge": "25%", "maxUnavailable": "25%"])
            }
        case "apps/v1.DaemonSetUpdateStrategy":
            if members["type"] == "RollingUpdate" { rolling(&members, ["maxSurge": 0, "maxUnavailable": 1]) }
        case "apps/v1.StatefulSetUpdateStrategy":
            if members["type"] == "RollingUpdate" { rolling(&members, ["partition": 0]) }
        case "batch/v1.Job": job(&members)
        case "autoscaling/v2.HorizontalPodAutoscalerSpec": autoscaler(&members)
        case "rbac/v1.Subject":
            if members["kind"] == "User" || members["kind"] == "Group" {
                set(&members, "apiGroup", "rbac.authorization.k8s.io")
            }
        case "networking/v1.NetworkPolicySpec":
            guard members["policyTypes"]?.array?.isEmpty != false else { return }
            members["policyTypes"] = members["egress"] == nil ? ["Ingress"] : ["Ingress", "Egress"]
        default: break
        }
    }

    /// After the structures inside have theirs.
    static func finish(_ members: inout JSONObject, _ type: String) {
        if type == "apps/v1.StatefulSetSpec" { claimTemplates(&members) }
        guard type == "core/v1.Pod", var spec = members["spec"] else { return }
        for list in ["containers", "initContainers"] {
            guard let containers = spec[list]?.array else { continue }
            let isHost = spec["hostNetwork"]?.bool == true
            spec[list] = .array(containers.map { podContainer($0, onHostNetwork: isHost) })
        }
        members["spec"] = spec
    }

    private static func set(
        _ members: inout JSONObject, _ name: String, _ value: JSON, replacing empty: JSON? = nil
    ) {
        if TypeDefaults.isUnset(members[name]) || (empty != nil && members[name] == empty) {
            members[name] = value
        }
    }

    private static func rolling(_ members: inout JSONObject, _ defaults: JSONObject) {
        var update = members["rollingUpdate"]?.object ?? JSONObject()
        for (name, value) in defaults where update[name] == nil { update[name] = value }
        members["rollingUpdate"] = .object(update)
    }

    // MARK: Pods

    private static func pod(_ members: inout JSONObject) {
        guard var spec = members["spec"] else { return }
        if spec["enableServiceLinks"] == nil { spec["enableServiceLinks"] = true }
        members["spec"] = spec
    }

    /// The account has an old name, under which every answer repeats it.
    private static func podSpec(_ members: inout JSONObject) {
        if TypeDefaults.isUnset(members["serviceAccountName"]) {
            members["serviceAccountName"] = members["serviceAccount"]
        }
        members["serviceAccount"] = members["serviceAccountName"]
    }

    /// What a pod's container may use is what it asks for where it does not say.
    private static func podContainer(_ container: JSON, onHostNetwork: Bool) -> JSON {
        var container = container
        if let limits = container[["resources", "limits"]]?.object {
            var requests = container[["resources", "requests"]]?.object ?? JSONObject()
            for (name, amount) in limits where requests[name] == nil { requests[name] = amount }
            var resources = container["resources"] ?? [:]
            resources["requests"] = .object(requests)
            container["resources"] = resources
        }
        if onHostNetwork, let ports = container["ports"]?.array {
            container["ports"] = .array(
                ports.map { port in
                    var port = port
                    if port["hostPort"] == nil { port["hostPort"] = port["containerPort"] }
                    return port
                })
        }
        return container
    }

    /// The claims of stateful sets say what they are, unlike other objects inside of objects.
    private static func claimTemplates(_ members: inout JSONObject) {
        guard let claims = members["volumeClaimTemplates"]?.array else { return }
        members["volumeClaimTemplates"] = .array(
            claims.map { claim in
                var claim = claim
                claim["apiVersion"] = "v1"
                claim["kind"] = "PersistentVolumeClaim"
                return claim
            })
    }

    private static func volume(_ members: inout JSONObject) {
        if members.keys.allSatisfy({ $0 == "name" }) { members["emptyDir"] = [:] }
    }

    // MARK: The rest

    private static func service(_ members: inout JSONObject) {
        let type = members["type"]?.string ?? ""
        if members["sessionAffinity"] == "ClientIP", members["sessionAffinityConfig"] == nil {
            members["sessionAffinityConfig"] = ["clientIP": ["timeoutSeconds": 10800]]
        }
        if type == "NodePort" || type == "LoadBalancer" {
            set(&members, "externalTrafficPolicy", "Cluster")
        }
        if type != "ExternalName" { set(&members, "internalTrafficPolicy", "Cluster") }
        if type == "LoadBalancer", members["allocateLoadBalancerNodePorts"] == nil {
            members["allocateLoadBalancerNodePorts"] = true
        }
    }

    private static func limits(_ members: inout JSONObject) {
        guard members["type"] == "Container" else { return }
        var limits = members["default"]?.object ?? JSONObject()
        for (name, amount) in members["max"]?.object ?? [:] where limits[name] == nil {
            limits[name] = amount
        }
        if !limits.isEmpty { members["default"] = .object(limits) }
        var requests = members["defaultRequest"]?.object ?? JSONObject()
        for source in [members["min"]?.object, limits] {
            for (name, amount) in source ?? [:] where requests[name] == nil { requests[name] = amount }
        }
        if !requests.isEmpty { members["defaultRequest"] = .object(requests) }
    }

    private static func replicationController(_ members: inout JSONObject) {
        guard let labels = members["spec"]?[["template", "metadata", "labels"]],
            var spec = members["spec"]
        else { return }
        if spec["selector"] == nil { spec["selector"] = labels }
        members["spec"] = spec
        var metadata = members["metadata"] ?? [:]
        if metadata["labels"] == nil { metadata["labels"] = labels }
        members["metadata"] = metadata
    }

    private static func job(_ members: inout JSONObject) {
        guard var spec = members["spec"]?.object else { return }
        if spec["completions"] == nil, spec["parallelism"] == nil { spec["completions"] = 1 }
        let replacement = spec["podFailurePolicy"] == nil ? "TerminatingOrFailed" : "Failed"
        let defaults: JSONObject = [
            "parallelism": 1, "completionMode": "NonIndexed", "suspend": false,
            "manualSelector": false, "podReplacementPolicy": .string(replacement),
            "backoffLimit": spec["backoffLimitPerIndex"] == nil ? 6 : 2_147_483_647,
        ]
        for (name, value) in defaults where spec[name] == nil { spec[name] = value }
        members["spec"] = .object(spec)
    }

    private static func autoscaler(_ members: inout JSONObject) {
        if members["metrics"]?.array?.isEmpty != false {
            members["metrics"] = [
                [
                    "type": "Resource",
                    "resource": [
                        "name": "cpu", "target": ["type": "Utilization", "averageUtilization": 80],
                    ],
                ]
            ]
        }
        guard var behavior = members["behavior"]?.object else { return }
        let percent: JSON = ["type": "Percent", "value": 100, "periodSeconds": 15]
        let pods: JSON = ["type": "Pods", "value": 4, "periodSeconds": 15]
        var up = behavior["scaleUp"]?.object ?? JSONObject()
        if up["stabilizationWindowSeconds"] == nil { up["stabilizationWindowSeconds"] = 0 }
        if up["selectPolicy"] == nil { up["selectPolicy"] = "Max" }
        if up["policies"] == nil { up["policies"] = [pods, percent] }
        var down = behavior["scaleDown"]?.object ?? JSONObject()
        if down["selectPolicy"] == nil { down["selectPolicy"] = "Max" }
        if down["policies"] == nil { down["policies"] = [percent] }
        behavior["scaleUp"] = .object(up)
        behavior["scaleDown"] = .object(down)
        members["behavior"] = .object(behavior)
    }
}

/// The names of container images, as far as defaults ask for them.
enum ImageReference {
    /// Always for the newest image, which is what a name without tag and digest means.
    static func pullPolicy(_ image: String) -> String {
        if image.contains("@") { return "IfNotPresent" }
        let last = image.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let tag = last.split(separator: ":", maxSplits: 1).dropFirst().first ?? ""
        return tag.isEmpty || tag == "latest" ? "Always" : "IfNotPresent"
    }
}
