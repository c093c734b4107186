import Bytes

/// The values of Go's string types that take few, by the type's printed name.
///
/// Names without a package are shared by packages with the same values.
enum Enumerations {
    /// The values, or nil when any text will do.
    static func values(of printed: String) -> JSON? {
        guard printed.hasPrefix("v"), let dot = printed.firstIndex(of: ".") else { return nil }
        let name = String(printed[printed.index(after: dot)...])
        return table[name].map { .array($0.split(separator: " ").map { .string(String($0)) }) }
    }

    /// The values as texts; empty when any text will do.
    static func texts(_ name: String) -> [String] {
        (table[name] ?? "").split(separator: " ").map(String.init)
    }

    private static let table: [String: String] = [
        "PullPolicy": "Always IfNotPresent Never",
        "RestartPolicy": "Always Never OnFailure",
        "DNSPolicy": "ClusterFirst ClusterFirstWithHostNet Default None",
        "Protocol": "SCTP TCP UDP",
        "TerminationMessagePolicy": "FallbackToLogsOnError File",
        "ServiceType": "ClusterIP ExternalName LoadBalancer NodePort",
        "ServiceAffinity": "ClientIP None",
        "ServiceExternalTrafficPolicy": "Cluster Local",
        "ServiceInternalTrafficPolicy": "Cluster Local",
        "IPFamilyPolicy": "PreferDualStack RequireDualStack SingleStack",
        "URIScheme": "HTTP HTTPS",
        "DeploymentStrategyType": "Recreate RollingUpdate",
        "DaemonSetUpdateStrategyType": "OnDelete RollingUpdate",
        "StatefulSetUpdateStrategyType": "OnDelete RollingUpdate",
        "PodManagementPolicyType": "OrderedReady Parallel",
        "ConcurrencyPolicy": "Allow Forbid Replace",
        "CompletionMode": "Indexed NonIndexed",
        "PathType": "Exact ImplementationSpecific Prefix",
        "PolicyType": "Egress Ingress",
        "AddressType": "FQDN IPv4 IPv6",
        "PersistentVolumeAccessMode": "ReadOnlyMany ReadWriteMany ReadWriteOnce ReadWriteOncePod",
        "PersistentVolumeMode": "Block Filesystem",
        "PersistentVolumeReclaimPolicy": "Delete Recycle Retain",
        "VolumeBindingMode": "Immediate WaitForFirstConsumer",
        "PreemptionPolicy": "Never PreemptLowerPriority",
        "FailurePolicyType": "Fail Ignore",
        "MatchPolicyType": "Equivalent Exact",
        "ReinvocationPolicyType": "IfNeeded Never",
        "SideEffectClass": "None NoneOnDryRun Some Unknown",
        "TaintEffect": "NoExecute NoSchedule PreferNoSchedule",
        "TolerationOperator": "Equal Exists",
        "NodeSelectorOperator": "DoesNotExist Exists Gt In Lt NotIn",
        "UnsatisfiableConstraintAction": "DoNotSchedule ScheduleAnyway",
    ]
}
