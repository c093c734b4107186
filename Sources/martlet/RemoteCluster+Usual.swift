import FoundationEssentials
import Logging
import RemoteCluster

extension RemoteCluster {
    /// The cluster of a kubeconfig and a context, or of the usual places; nothing is sent yet.
    static func usual(
        kubeconfig: String?, context: String?, logger: Logger = Logger(label: "martlet.remote")
    ) throws(RemoteClusterError) -> RemoteCluster {
        let environment = ProcessInfo.processInfo.environment
        let access = try ClusterAccess.discover(
            kubeconfig: kubeconfig, context: context, environment: environment)
        var settings = RemoteCluster.Settings()
        settings.userAgent = "martlet/\(Martlet.version) (linux)"
        return try RemoteCluster(access, settings: settings, environment: environment, logger: logger)
    }
}
