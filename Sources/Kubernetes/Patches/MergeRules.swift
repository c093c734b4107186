/// How strategic merge treats one field: the `patchStrategy` and `patchMergeKey` of Kubernetes' own types.
struct FieldMergeRule: Sendable {
    enum Strategy: Sendable {
        /// A struct, merged member by member; the usual thing.
        case descend
        /// A list whose elements are told apart by a key.
        case mergeByKey(String)
        /// A list of scalars that is a set.
        case mergeSet
        /// Replaced whole.
        case replace
    }

    var strategy: Strategy
    /// The name of the type of the field or of its elements; empty when its fields need no rule.
    var type: String

    init(_ strategy: Strategy, _ type: String = "") {
        self.strategy = strategy
        self.type = type
    }

    static func by(_ key: String, _ type: String = "") -> FieldMergeRule {
        FieldMergeRule(.mergeByKey(key), type)
    }
    static func into(_ type: String) -> FieldMergeRule { FieldMergeRule(.descend, type) }
    static let set = FieldMergeRule(.mergeSet)
}

/// The table of merge rules: type name → field → rule.
///
/// What is not listed merges as maps do, and lists are replaced whole.
///
/// The source is `x-kubernetes-patch-merge-key` and `x-kubernetes-patch-strategy` of the published OpenAPI
/// documents of Kubernetes 1.32. `retainKeys` needs no rule: its directive in the patch says everything.
enum MergeRules {
    static func rule(_ type: String, _ field: String) -> FieldMergeRule? { table[type]?[field] }

    /// The type that an object's own fields are looked up in.
    static func rootType(of kind: GroupVersionKind) -> String { kind.kind }

    private static let table: [String: [String: FieldMergeRule]] = {
        var table = workloads
        for (type, fields) in pods { table[type] = fields }
        for (type, fields) in others { table[type] = fields }
        // Every object has metadata.
        for type in Set(kinds).union(table.keys) {
            table[type, default: [:]]["metadata"] = .into("ObjectMeta")
        }
        return table
    }()

    private static let kinds = [
        "ConfigMap", "Secret", "Event", "Endpoints", "EndpointSlice", "PersistentVolume",
        "PersistentVolumeClaim",
        "ResourceQuota", "LimitRange", "ControllerRevision", "NetworkPolicy", "Ingress", "IngressClass",
        "Role",
        "RoleBinding", "ClusterRole", "ClusterRoleBinding", "Lease", "CustomResourceDefinition",
        "StorageClass",
        "CSIDriver", "CSINode", "VolumeAttachment", "CSIStorageCapacity", "PriorityClass", "RuntimeClass",
        "CertificateSigningRequest", "ValidatingAdmissionPolicyBinding", "Pod", "Node", "Namespace",
        "Service",
    ]

    private static let conditions: [String: FieldMergeRule] = ["conditions": .by("type")]

    private static let workloads: [String: [String: FieldMergeRule]] = [
        "PodTemplateSpec": ["spec": .into("PodSpec")],
        "PodTemplate": ["template": .into("PodTemplateSpec")],
        "WorkloadSpec": ["template": .into("PodTemplateSpec")],
        "ConditionStatus": conditions,
        "Deployment": ["spec": .into("WorkloadSpec"), "status": .into("ConditionStatus")],
        "DaemonSet": ["spec": .into("WorkloadSpec"), "status": .into("ConditionStatus")],
        "StatefulSet": ["spec": .into("WorkloadSpec"), "status": .into("ConditionStatus")],
        "ReplicaSet": ["spec": .into("WorkloadSpec"), "status": .into("ConditionStatus")],
        "ReplicationController": ["spec": .into("WorkloadSpec"), "status": .into("ConditionStatus")],
        "Job": ["spec": .into("WorkloadSpec"), "status": .into("ConditionStatus")],
        "JobTemplateSpec": ["spec": .into("WorkloadSpec")],
        "CronJobSpec": ["jobTemplate": .into("JobTemplateSpec")],
        "CronJob": ["spec": .into("CronJobSpec")],
    ]

    private static let pods: [String: [String: FieldMergeRule]] = [
        "ObjectMeta": ["ownerReferences": .by("uid"), "finalizers": .set],
        "Pod": ["spec": .into("PodSpec"), "status": .into("PodStatus")],
        "PodSpec": [
            "containers": .by("name", "Container"), "initContainers": .by("name", "Container"),
            "ephemeralContainers": .by("name", "Container"), "volumes": .by("name", "Volume"),
            "imagePullSecrets": .by("name"), "hostAliases": .by("ip"), "schedulingGates": .by("name"),
            "topologySpreadConstraints": .by("topologyKey"), "resourceClaims": .by("name"),
        ],
        "PodStatus": [
            "conditions": .by("type"), "podIPs": .by("ip"), "hostIPs": .by("ip"),
            "resourceClaimStatuses": .by("name"),
        ],
        "Container": [
            "env": .by("name"), "ports": .by("containerPort"), "volumeMounts": .by("mountPath"),
            "volumeDevices": .by("devicePath"),
        ],
    ]

    private static let others: [String: [String: FieldMergeRule]] = [
        "Node": ["spec": .into("NodeSpec"), "status": .into("NodeStatus")],
        "NodeSpec": ["podCIDRs": .set],
        "NodeStatus": ["conditions": .by("type"), "addresses": .by("type")],
        "Namespace": ["status": .into("ConditionStatus")],
        "Service": ["spec": .into("ServiceSpec"), "status": .into("ConditionStatus")],
        "ServiceSpec": ["ports": .by("port")],
        "ServiceAccount": ["secrets": .by("name")],
        "PersistentVolumeClaim": ["status": .into("ConditionStatus")],
        "PodDisruptionBudget": ["status": .into("ConditionStatus")],
        "APIService": ["status": .into("ConditionStatus")],
        "MutatingWebhookConfiguration": ["webhooks": .by("name", "Webhook")],
        "ValidatingWebhookConfiguration": ["webhooks": .by("name", "Webhook")],
        "Webhook": ["matchConditions": .by("name")],
        "ValidatingAdmissionPolicy": ["spec": .into("ValidatingAdmissionPolicySpec")],
        "ValidatingAdmissionPolicySpec": ["variables": .by("name"), "matchConditions": .by("name")],
    ]
}
