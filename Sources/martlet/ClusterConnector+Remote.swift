import Capability
import RemoteCluster

extension ClusterConnector {
    /// Real clusters, and other Martlets, over HTTPS.
    static let remote = ClusterConnector { kubeconfig, context in
        let cluster = try RemoteCluster.usual(kubeconfig: kubeconfig, context: context)
        return Connection(cluster: cluster, server: cluster.server, namespace: cluster.namespace) {
            await cluster.shutdown()
        }
    }
}
