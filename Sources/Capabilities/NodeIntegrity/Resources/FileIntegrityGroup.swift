import Kubernetes

/// `fileintegrity.openshift.io/v1alpha1`: the File Integrity Operator's API group, and the words it uses.
enum FileIntegrityGroup {
    /// The namespace that upstream's operator works in.
    static let namespace = "openshift-file-integrity"
    /// Where nodes' paths begin in configurations and logs: upstream mounts a node's root there.
    static let hostPrefix = "/hostroot"
    /// The key of a configuration in its ConfigMap when none is named.
    static let configurationKey = "aide.conf"

    static let configMaps = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "ConfigMap"), plural: "configmaps")
    static let nodes = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "Node"), plural: "nodes", scope: .cluster)

    static func type(_ kind: String, _ plural: String, hasStatus: Bool) -> ResourceType {
        ResourceType(
            kind: GroupVersionKind(group: "fileintegrity.openshift.io", version: "v1alpha1", kind: kind),
            plural: plural, subresources: hasStatus ? ["status"] : [])
    }

    /// Labels and annotations, by the part after the prefix.
    static func key(_ word: String) -> String { "file-integrity.openshift.io/\(word)" }

    /// The label of everything that belongs to a FileIntegrity.
    static let ownerLabel = key("owner")
    /// The label that names a node.
    static let nodeLabel = key("node")
    /// Marks a check's results while they wait for the operator.
    static let logLabel = key("log")
    /// Marks the log of a failed check, which is kept.
    static let resultLabel = key("result-log")
    /// Marks the configuration that nodes work with.
    static let configurationLabel = key("aide-conf")
}
