import Glibc

extension Kubeconfig {
    /// Reads the files that kubectl would read.
    ///
    /// - Parameters:
    ///   - path: one file that must be there; nil for the list in `KUBECONFIG` (files that are not there are
    ///     left out) or else `~/.kube/config`.
    ///   - environment: the process's environment.
    /// - Returns: nil when there is no file at all.
    public static func load(
        path: String?, environment: [String: String]
    ) throws(RemoteClusterError) -> Kubeconfig? {
        if let path { return try Kubeconfig(BoundedFile.require(path, for: "--kubeconfig"), file: path) }
        var files = (environment["KUBECONFIG"] ?? "").split(separator: ":").map(String.init)
        if files.isEmpty, let home = environment["HOME"], !home.isEmpty { files = ["\(home)/.kube/config"] }
        var merged: Kubeconfig?
        for file in files {
            guard let bytes = try BoundedFile.read(file) else { continue }
            let config = try Kubeconfig(bytes, file: file)
            if merged == nil { merged = config } else { merged?.merge(config) }
        }
        return merged
    }

    /// What a context leads to.
    ///
    /// - Parameter context: the context's name; nil for the current one.
    public func access(context name: String? = nil) throws(RemoteClusterError) -> ClusterAccess {
        guard let name = name ?? currentContext else {
            throw RemoteClusterError(
                source: "kubeconfig", field: "current-context", reason: "is not set; name a context")
        }
        guard let context = contexts[name] else {
            throw RemoteClusterError(
                source: "kubeconfig", field: "contexts", reason: "there is no context \"\(name)\"")
        }
        guard let cluster = clusters[context.cluster] else {
            throw context.place.error("cluster", "there is no cluster \"\(context.cluster)\"")
        }
        let user = users[context.user]
        if user == nil, !context.user.isEmpty {
            throw context.place.error("user", "there is no user \"\(context.user)\"")
        }
        return try ClusterAccess(cluster, user, namespace: context.namespace)
    }
}
