import Bytes
import Cluster
import Kubernetes

/// Which versions the cluster runs, as far as it says.
struct ClusterVersions: Sendable {
    /// OpenShift's; nil elsewhere.
    var openShift: VersionRange.Version?
    /// Kubernetes', that of the oldest node.
    var kubernetes: VersionRange.Version?

    private static let clusterVersion = ResourceType(
        kind: GroupVersionKind(group: "config.openshift.io", version: "v1", kind: "ClusterVersion"),
        plural: "clusterversions", scope: .cluster)

    /// Versions that are known.
    init(openShift: String? = nil, kubernetes: String? = nil) {
        self.openShift = openShift.flatMap { VersionRange.Version($0) }
        self.kubernetes = kubernetes.flatMap { VersionRange.Version($0) }
    }

    /// Asks a cluster.
    init(in cluster: any Cluster) async throws(StatusError) {
        let nodes = try await cluster.list(ScanTargets.nodes, namespace: nil, options: ListOptions()).items
        kubernetes = nodes.compactMap {
            $0["status"]?["nodeInfo"]?["kubeletVersion"]?.string.flatMap { VersionRange.Version($0) }
        }.min()
        // Only OpenShift serves the kind; any refusal means that this is another cluster.
        let version = try? await cluster.get(Self.clusterVersion, namespace: nil, name: "version")
        openShift = version?["status"]?["desired"]?["version"]?.string.flatMap { VersionRange.Version($0) }
    }

    /// Whether a repair is for this cluster, given its annotations by their words.
    func suit(_ marks: [String: String]) -> Bool {
        if let range = marks["ocp-version"] {
            guard let openShift, VersionRange(range)?.contains(openShift) == true else { return false }
        }
        if let range = marks["k8s-version"], let kubernetes {
            return VersionRange(range)?.contains(kubernetes) == true
        }
        return true
    }
}
