import Compliance
<<<<<<< HEAD
import Kubernetes
=======
import FoundationEssentials
import Logging
>>>>>>> opshift
import PlatformFacts
import RemoteCluster

extension PlatformAccess {
    /// Real clusters over HTTPS.
    static let remote = PlatformAccess { kubeconfig, context in
<<<<<<< HEAD
        let cluster = try RemoteCluster.usual(kubeconfig: kubeconfig, context: context)
        return Connection(source: PagedSource(RemotePages(cluster: cluster)), name: cluster.server) {
=======
        let environment = ProcessInfo.processInfo.environment
        let access = try ClusterAccess.discover(
            kubeconfig: kubeconfig, context: context, environment: environment)
        var settings = RemoteCluster.Settings()
        settings.userAgent = "martlet/\(Martlet.version) (linux)"
        let cluster = try RemoteCluster(access, settings: settings, environment: environment)
        return Connection(source: PagedSource(ServerPages(cluster)), name: cluster.server) {
>>>>>>> opshift
            await cluster.shutdown()
        }
    }
}
