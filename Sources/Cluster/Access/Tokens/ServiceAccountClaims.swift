public import Cluster
public import JWTKit

/// What a service account's token says (Kubernetes, "Managing Service Accounts": bound tokens).
public struct ServiceAccountClaims: JWTPayload, Hashable {
    /// An object that the token speaks of.
    public struct Reference: Codable, Sendable, Hashable {
        /// The object's name.
        public var name: String
        /// The object's uid: another object of the same name is not meant.
        public var uid: String

        /// Refers to an object.
        public init(name: String, uid: String) {
            self.name = name
            self.uid = uid
        }
    }

    /// The claim `kubernetes.io`.
    public struct Binding: Codable, Sendable, Hashable {
        /// The account's namespace.
        public var namespace: String
        /// The account.
        public var serviceaccount: Reference
        /// The pod that the token ends with, or nil.
        public var pod: Reference?
        /// The secret that the token ends with, or nil.
        public var secret: Reference?
        /// The node that the token ends with or that its pod runs on, or nil.
        public var node: Reference?

        /// Binds a token to an account.
        public init(namespace: String, serviceaccount: Reference) {
            self.namespace = namespace
            self.serviceaccount = serviceaccount
        }
    }

    /// `iss`: who made the token.
    public var issuer: String
    /// `sub`: the account as a user.
    public var subject: String
    /// `aud`: whom the token is meant for.
    public var audiences: [String]
    /// `iat` in seconds since 1970.
    public var issuedAt: Int64?
    /// `nbf` in seconds since 1970.
    public var notBefore: Int64?
    /// `exp` in seconds since 1970; nil only for the tokens that lie in Secrets.
    public var expiresAt: Int64?
    /// `jti`: the token's own name.
    public var identifier: String?
    /// `kubernetes.io`: what the token is bound to; nil in tokens that lie in Secrets.
    public var binding: Binding?
    /// The account's namespace in tokens that lie in Secrets.
    public var legacyNamespace: String?
    /// The Secret's name in tokens that lie in Secrets.
    public var legacySecretName: String?
    /// The account's name in tokens that lie in Secrets.
    public var legacyAccountName: String?
    /// The account's uid in tokens that lie in Secrets.
    public var legacyAccountUID: String?

    /// Makes the claims of an account; nothing is bound yet.
    public init(issuer: String, account: ServiceAccountName, audiences: [String]) {
        self.issuer = issuer
        subject = account.userName
        self.audiences = audiences
    }

    private enum CodingKeys: String, CodingKey {
        case issuer = "iss"
        case subject = "sub"
        case audiences = "aud"
        case issuedAt = "iat"
        case notBefore = "nbf"
        case expiresAt = "exp"
        case identifier = "jti"
        case binding = "kubernetes.io"
        case legacyNamespace = "kubernetes.io/serviceaccount/namespace"
        case legacySecretName = "kubernetes.io/serviceaccount/secret.name"
        case legacyAccountName = "kubernetes.io/serviceaccount/service-account.name"
        case legacyAccountUID = "kubernetes.io/serviceaccount/service-account.uid"
    }

    /// Reads claims; one audience may stand without a list (RFC 7519, 4.1.3).
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        issuer = try values.decode(String.self, forKey: .issuer)
        subject = try values.decode(String.self, forKey: .subject)
        if let one = try? values.decode(String.self, forKey: .audiences) {
            audiences = [one]
        } else {
            audiences = try values.decodeIfPresent([String].self, forKey: .audiences) ?? []
        }
        issuedAt = try values.decodeIfPresent(Int64.self, forKey: .issuedAt)
        notBefore = try values.decodeIfPresent(Int64.self, forKey: .notBefore)
        expiresAt = try values.decodeIfPresent(Int64.self, forKey: .expiresAt)
        identifier = try values.decodeIfPresent(String.self, forKey: .identifier)
        binding = try values.decodeIfPresent(Binding.self, forKey: .binding)
        legacyNamespace = try values.decodeIfPresent(String.self, forKey: .legacyNamespace)
        legacySecretName = try values.decodeIfPresent(String.self, forKey: .legacySecretName)
        legacyAccountName = try values.decodeIfPresent(String.self, forKey: .legacyAccountName)
        legacyAccountUID = try values.decodeIfPresent(String.self, forKey: .legacyAccountUID)
    }

    /// Writes claims; tokens that lie in Secrets have no audience.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(issuer, forKey: .issuer)
        try values.encode(subject, forKey: .subject)
        if !audiences.isEmpty { try values.encode(audiences, forKey: .audiences) }
        try values.encodeIfPresent(issuedAt, forKey: .issuedAt)
        try values.encodeIfPresent(notBefore, forKey: .notBefore)
        try values.encodeIfPresent(expiresAt, forKey: .expiresAt)
        try values.encodeIfPresent(identifier, forKey: .identifier)
        try values.encodeIfPresent(binding, forKey: .binding)
        try values.encodeIfPresent(legacyNamespace, forKey: .legacyNamespace)
        try values.encodeIfPresent(legacySecretName, forKey: .legacySecretName)
        try values.encodeIfPresent(legacyAccountName, forKey: .legacyAccountName)
        try values.encodeIfPresent(legacyAccountUID, forKey: .legacyAccountUID)
    }

    /// Does nothing: times and bindings are judged against the server's clock and objects, see ``TokenReviewer``.
    public func verify(using algorithm: some JWTAlgorithm) async throws {}

    /// The account.
    public var account: ServiceAccountName {
        ServiceAccountName(
            namespace: binding?.namespace ?? legacyNamespace ?? "",
            name: binding?.serviceaccount.name ?? legacyAccountName ?? "")
    }

    /// The account's uid.
    public var accountUID: String { binding?.serviceaccount.uid ?? legacyAccountUID ?? "" }

    /// The user that the token makes of its bearer.
    public var user: UserInfo {
        let prefix = "authentication.kubernetes.io/"
        var extra: [String: [String]] = [:]
        if let identifier { extra["\(prefix)credential-id"] = ["JTI=\(identifier)"] }
        for (kind, reference) in [("pod", binding?.pod), ("node", binding?.node)] {
            guard let reference else { continue }
            extra["\(prefix)\(kind)-name"] = [reference.name]
            // A pod's node may be known by name only.
            if !reference.uid.isEmpty { extra["\(prefix)\(kind)-uid"] = [reference.uid] }
        }
        return UserInfo(
            name: account.userName, uid: accountUID, groups: account.groups + ["system:authenticated"],
            extra: extra)
    }
}
