/// How an etcd cluster is reached and used.
public struct EtcdConfiguration: Sendable {
    /// The members.
    public var endpoints: [EtcdEndpoint]
    /// The certificates that the members' must lead to, as a PEM file; nil takes the system's.
    public var authorityFile: String?
    /// The client certificate, as a PEM file.
    public var certificateFile: String?
    /// The client certificate's key, as a PEM file.
    public var keyFile: String?
    /// How many changes watches and exact lists can look back on.
    public var historyLimit: Int
    /// So long a request tries one member after another before it fails.
    public var patience: Duration
    /// So long etcd keeps its own history; the members of a cluster agree on who compacts.
    public var compactionInterval: Duration

    /// Ten thousand changes, ten seconds of patience and kube-apiserver's five minutes of etcd history unless
    /// told otherwise.
    public init(
        endpoints: [EtcdEndpoint], authorityFile: String? = nil, certificateFile: String? = nil,
        keyFile: String? = nil, historyLimit: Int = 10_000, patience: Duration = .seconds(10),
        compactionInterval: Duration = .seconds(300)
    ) {
        self.endpoints = endpoints
        self.authorityFile = authorityFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.historyLimit = historyLimit
        self.patience = patience
        self.compactionInterval = compactionInterval
    }
}
