public import Bytes

/// Everything that is needed to talk to one cluster as one user: what a context of a kubeconfig, or the pod that
/// the process runs in, leads to.
public struct ClusterAccess: Sendable, Equatable {
    /// How the process says who it is.
    public enum Authentication: Sendable, Equatable {
        /// Not at all.
        case anonymous
        /// By a bearer token.
        case token(String)
        /// By a bearer token in a file that somebody renews.
        case tokenFile(String)
        /// By HTTP Basic.
        case basic(user: String, password: String)
        /// By what a program says.
        case exec(ExecEntry)
    }

    /// The API server.
    public var server: ServerURL
    /// Whom to trust, in PEM; nil for the system's authorities.
    public var authority: ConfigData?
    /// Trust whoever answers.
    public var insecureSkipTLSVerify = false
    /// The name that the server's certificate must carry, when it is not the URL's host.
    public var tlsServerName: String?
    /// The proxy on the way, or nil for what the environment says.
    public var proxyURL: String?
    /// How the process says who it is.
    public var authentication = Authentication.anonymous
    /// A client certificate in PEM.
    public var clientCertificate: ConfigData?
    /// The certificate's key in PEM.
    public var clientKey: ConfigData?
    /// Whom to act as.
    public var impersonation = Impersonation()
    /// The namespace that is meant when none is given.
    public var namespace: String?
    /// What exec plugins are told of the cluster.
    public var execExtension: JSON?

    /// Reaches a server without a name and with the system's authorities unless told otherwise.
    public init(server: ServerURL) { self.server = server }

    init(
        _ cluster: ClusterEntry, _ user: UserEntry?, namespace: String?
    ) throws(RemoteClusterError) {
        guard !cluster.server.isEmpty else { throw cluster.place.error("server", "must be set") }
        let isSecured =
            cluster.authority != nil || cluster.insecureSkipTLSVerify || user?.clientCertificate != nil
        guard let server = ServerURL(cluster.server, defaultScheme: isSecured ? "https" : "http") else {
            throw cluster.place.error("server", "\"\(cluster.server)\" is not an http or https URL")
        }
        self.init(server: server)
        if cluster.insecureSkipTLSVerify, cluster.authority != nil {
            throw cluster.place.error(
                "insecure-skip-tls-verify", "makes no sense together with a certificate-authority")
        }
        authority = cluster.authority
        insecureSkipTLSVerify = cluster.insecureSkipTLSVerify
        tlsServerName = cluster.tlsServerName
        proxyURL = cluster.proxyURL
        execExtension = cluster.execExtension
        self.namespace = namespace
        if let user { try become(user) }
    }

    private mutating func become(_ user: UserEntry) throws(RemoteClusterError) {
        clientCertificate = user.clientCertificate
        clientKey = user.clientKey
        if (clientCertificate == nil) != (clientKey == nil) {
            let missing = clientKey == nil ? "client-key" : "client-certificate"
            throw user.place.error(missing, "a certificate and its key go together; one is missing")
        }
        if let token = user.token { authentication = .token(token) }
        if let file = user.tokenFile { authentication = .tokenFile(file) }
        if let name = user.username {
            guard authentication == .anonymous else {
                throw user.place.error("username", "a user has one way to say who it is, and this has two")
            }
            authentication = .basic(user: name, password: user.password ?? "")
        }
        if let provider = user.authProvider {
            throw user.place.error(
                "auth-provider", "Kubernetes 1.26 removed \(provider); use its credential plugin by exec")
        }
        if let exec = user.exec {
            guard authentication == .anonymous, clientCertificate == nil else {
                throw user.place.error("exec", "a user has one way to say who it is, and this has two")
            }
            authentication = .exec(exec)
        }
        impersonation = user.impersonation
        let hasMore = !impersonation.uid.isEmpty || !impersonation.groups.isEmpty
        if impersonation.user.isEmpty, hasMore || !impersonation.extra.isEmpty {
            throw user.place.error("as", "must be set to act as a uid or a group")
        }
    }
}
