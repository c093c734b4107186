extension ClusterAccess {
    /// Finds the cluster that is meant, in controller-runtime's order: the named kubeconfig, `KUBECONFIG`, the
    /// cluster that this process is a pod of, `~/.kube/config`.
    public static func discover(
        kubeconfig path: String? = nil, context: String? = nil, environment: [String: String]
    ) throws(RemoteClusterError) -> ClusterAccess {
        let isNamed = path != nil || context != nil || environment["KUBECONFIG"]?.isEmpty == false
        if !isNamed, let access = try inCluster(environment: environment) { return access }
        guard let config = try Kubeconfig.load(path: path, environment: environment) else {
            throw RemoteClusterError(
                source: "kubeconfig",
                reason: "no cluster is configured: give --kubeconfig, set KUBECONFIG, or run in a pod")
        }
        return try config.access(context: context)
    }

    /// The cluster that this process is a pod of, or nil outside of one.
    ///
    /// - Parameter folder: where the service account's token and the cluster's authority are mounted.
    public static func inCluster(
        environment: [String: String], folder: String = "/var/run/secrets/kubernetes.io/serviceaccount"
    ) throws(RemoteClusterError) -> ClusterAccess? {
        guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty,
            let port = environment["KUBERNETES_SERVICE_PORT"], !port.isEmpty
        else { return nil }
        let text = host.contains(":") ? "https://[\(host)]:\(port)" : "https://\(host):\(port)"
        guard let server = ServerURL(text, defaultScheme: "https") else {
            throw RemoteClusterError(
                source: "KUBERNETES_SERVICE_HOST", reason: "\(host):\(port) is no address")
        }
        var access = ClusterAccess(server: server)
        access.authority = .file("\(folder)/ca.crt", field: "in-cluster authority")
        access.authentication = .tokenFile("\(folder)/token")
        _ = try BoundedFile.require("\(folder)/token", for: "in-cluster token")
        if let namespace = try BoundedFile.read("\(folder)/namespace") {
            access.namespace = String(decoding: namespace, as: UTF8.self).filter { !$0.isWhitespace }
        }
        return access
    }
}
