/// What was collected of a cluster: files as checks read them.
public struct PlatformFiles: Sendable {
    /// The contents by path from the scanned root.
    public internal(set) var contents: [String: [UInt8]] = [:]
    /// What a person should know, such as what this user may not see; one sentence each.
    public internal(set) var warnings: [String] = []
    /// The API groups that were asked for and that the cluster does not have.
    public internal(set) var absentGroups: Set<String> = []
    /// Whether the cluster is OpenShift: platform content speaks of nothing else.
    public internal(set) var isOpenShift = false

    /// Makes an empty collection.
    public init() {}
}

extension PlatformFiles {
    /// The group of an endpoint, such as `config.openshift.io`; nil for the core group and for what is no resource.
    static func group(of endpoint: String) -> String? {
        let parts = endpoint.split(separator: "/", maxSplits: 3)
        return parts.count >= 3 && parts[0] == "apis" ? String(parts[1]) : nil
    }
}
