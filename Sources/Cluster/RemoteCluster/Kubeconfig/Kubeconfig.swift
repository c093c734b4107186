public import Bytes

/// Which clusters there are, who one is there, and which pair is meant: the file that kubectl reads
/// (`clientcmd/api/v1` `Config`).
public struct Kubeconfig: Sendable, Equatable {
    /// The context that counts when none is asked for.
    public var currentContext: String?
    /// Clusters by name.
    public var clusters: [String: ClusterEntry] = [:]
    /// Users by name.
    public var users: [String: UserEntry] = [:]
    /// Pairs of the two by name.
    public var contexts: [String: ContextEntry] = [:]

    /// A configuration that names nothing.
    public init() {}

    /// Adds what another file says: of two entries of one name, the one that was there first counts whole.
    public mutating func merge(_ other: Kubeconfig) {
        currentContext = currentContext ?? other.currentContext
        clusters.merge(other.clusters) { first, _ in first }
        users.merge(other.users) { first, _ in first }
        contexts.merge(other.contexts) { first, _ in first }
    }
}

/// Where an entry stands, for errors that are found only when it is used.
public struct ConfigPlace: Sendable, Equatable {
    /// The file.
    public var file: String
    /// The path of the entry in it, such as `users[0].user`.
    public var field: String

    func error(_ reason: String) -> RemoteClusterError {
        RemoteClusterError(source: file, field: field, reason: reason)
    }

    func error(_ member: String, _ reason: String) -> RemoteClusterError {
        RemoteClusterError(source: file, field: field.isEmpty ? member : "\(field).\(member)", reason: reason)
    }
}

/// Something that is given in the configuration itself or in a file beside it.
public enum ConfigData: Sendable, Equatable {
    /// Given inline.
    case inline([UInt8])
    /// In a file; `field` is what named it.
    case file(String, field: String)

    /// The bytes as they are now.
    func bytes() throws(RemoteClusterError) -> [UInt8] {
        switch self {
        case .inline(let bytes): bytes
        case .file(let path, let field): try BoundedFile.require(path, for: field)
        }
    }
}

/// `clusters[].cluster`: where an API server is and how to know it.
public struct ClusterEntry: Sendable, Equatable {
    /// Where the entry stands.
    public var place: ConfigPlace
    /// The URL.
    public var server: String
    /// Whom to trust; nil for the system's authorities.
    public var authority: ConfigData?
    /// Trust whoever answers.
    public var insecureSkipTLSVerify = false
    /// The name that the server's certificate must carry, when it is not the URL's host.
    public var tlsServerName: String?
    /// The proxy on the way, or nil for what the environment says.
    public var proxyURL: String?
    /// What exec plugins are told of the cluster (extension `client.authentication.k8s.io/exec`).
    public var execExtension: JSON?
}

/// `contexts[].context`: who, where.
public struct ContextEntry: Sendable, Equatable {
    /// Where the entry stands.
    public var place: ConfigPlace
    /// The cluster's name.
    public var cluster: String
    /// The user's name; empty for nobody.
    public var user: String
    /// The namespace that is meant when none is given.
    public var namespace: String?
}

/// `users[].user`: how to say who one is.
public struct UserEntry: Sendable, Equatable {
    /// Where the entry stands.
    public var place: ConfigPlace
    /// A client certificate in PEM.
    public var clientCertificate: ConfigData?
    /// The certificate's key in PEM.
    public var clientKey: ConfigData?
    /// A bearer token.
    public var token: String?
    /// A file that holds a bearer token; read again from time to time.
    public var tokenFile: String?
    /// A name for HTTP Basic.
    public var username: String?
    /// The password for it.
    public var password: String?
    /// A program that says who one is.
    public var exec: ExecEntry?
    /// The name of a provider that clients once had built in, before plugins.
    public var authProvider: String?
    /// Whom to act as.
    public var impersonation = Impersonation()
}

/// `as`, `as-uid`, `as-groups`, `as-user-extra`: act as somebody else, where RBAC allows it.
public struct Impersonation: Sendable, Equatable {
    /// The name; empty for oneself.
    public var user = ""
    /// The uid.
    public var uid = ""
    /// The groups.
    public var groups: [String] = []
    /// Further facts.
    public var extra: [String: [String]] = [:]

    /// Nobody else.
    public init() {}
}

/// `users[].user.exec`: a credential plugin (`client.authentication.k8s.io`).
public struct ExecEntry: Sendable, Equatable {
    /// Whether the plugin may ask a person.
    public enum InteractiveMode: String, Sendable {
        /// It never asks.
        case never = "Never"
        /// It asks when it can.
        case ifAvailable = "IfAvailable"
        /// It must ask.
        case always = "Always"
    }

    /// Where the entry stands.
    public var place: ConfigPlace
    /// `client.authentication.k8s.io/v1` or `…/v1beta1`.
    public var apiVersion: String
    /// The program: a path, or a name that is looked for in `PATH`.
    public var command: String
    /// Its arguments.
    public var arguments: [String]
    /// What is added to its environment.
    public var environment: [String: String]
    /// What to tell a person when the program is missing.
    public var installHint: String
    /// Whether the plugin is told about the cluster.
    public var provideClusterInfo: Bool
    /// Whether the plugin may ask a person.
    public var interactiveMode: InteractiveMode
}
