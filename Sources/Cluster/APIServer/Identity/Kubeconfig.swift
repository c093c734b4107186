import Bytes

extension ClusterIdentity {
    /// The administrator's kubeconfig: one cluster, user and context named `martlet`, certificates inline.
    ///
    /// - Parameters:
    ///   - server: the URL, such as `https://127.0.0.1:6443`.
    ///   - namespace: the context's namespace; nil leaves kubectl's own default.
    public func kubeconfig(server: String, namespace: String? = nil) -> String {
        var context = "    cluster: martlet\n"
        if let namespace { context += "    namespace: \(namespace)\n" }
        context += "    user: martlet\n"
        return """
            apiVersion: v1
            clusters:
            - cluster:
                certificate-authority-data: \(Base64.encode(Array(authorityPEM.utf8)))
                server: \(server)
              name: martlet
            contexts:
            - context:
            \(context)  name: martlet
            current-context: martlet
            kind: Config
            preferences: {}
            users:
            - name: martlet
              user:
                client-certificate-data: \(Base64.encode(Array(adminCertificatePEM.utf8)))
                client-key-data: \(Base64.encode(Array(adminKeyPEM.utf8)))

            """
    }

    /// Writes the kubeconfig; only its owner may read it.
    ///
    /// A reader sees the old file or the new one.
    public func writeKubeconfig(to path: String, server: String, namespace: String? = nil)
        throws(IdentityError)
    {
        try StateFile(path: path).write(Array(kubeconfig(server: server, namespace: namespace).utf8))
    }
}
