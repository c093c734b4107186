import Kubernetes

/// `compliance.openshift.io/v1alpha1`: the Compliance Operator's API group, and the words it uses.
enum ComplianceGroup {
    /// The namespace that the operator works in.
    static let namespace = "openshift-compliance"

    static func type(
        _ kind: String, _ plural: String, shortNames: [String] = [], hasStatus: Bool = false
    ) -> ResourceType {
        ResourceType(
            kind: GroupVersionKind(group: "compliance.openshift.io", version: "v1alpha1", kind: kind),
            plural: plural, shortNames: shortNames, subresources: hasStatus ? ["status"] : [])
    }

    /// Labels and annotations, by the part after the group.
    static func key(_ word: String) -> String { "compliance.openshift.io/\(word)" }
}
