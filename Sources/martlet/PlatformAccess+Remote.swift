import Compliance
import PlatformFacts
import RemoteCluster

extension PlatformAccess {
    /// Real clusters over HTTPS.
    static let remote = PlatformAccess { kubeconfig, context in
        let cluster = try RemoteCluster.usual(kubeconfig: kubeconfig, context: context)
        return Connection(source: PagedSource(ServerPages(cluster)), name: cluster.server) {
            await cluster.shutdown()
        }
    }
}
