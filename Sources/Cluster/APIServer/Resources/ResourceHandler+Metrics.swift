import Bytes
import EmbeddedCluster
import Kubernetes

extension ResourceHandler {
    /// How many objects of every resource are stored.
    func writeMetrics(to page: inout PrometheusText) {
        page.family("apiserver_storage_objects", "gauge", "Stored objects by resource.")
        for resource in cluster.resources where resource.isStoredVersion {
            page.sample(
                "apiserver_storage_objects", [("resource", resource.type.qualifiedName)],
                cluster.objectCount(resource))
        }
        page.family("kubernetes_build_info", "gauge", "The Kubernetes release whose API is served.")
        page.sample(
            "kubernetes_build_info",
            [("git_version", VersionInfo.gitVersion), ("major", "1"), ("minor", "32")], 1)
    }
}
