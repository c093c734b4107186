import Access
import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes

/// Makes and judges service accounts' tokens.
final class ServiceAccountTokens: Sendable {
    /// Who issues the tokens, and whom they are meant for unless somebody asks otherwise.
    static let issuer = "https://kubernetes.default.svc"

    private let cluster: EmbeddedCluster
    private let file: SigningKeyFile
    private let ring: SigningKeyRing
    private let reviewer: TokenReviewer
    /// The authority's certificate, which lies beside a token in a Secret.
    let authorityPEM: String

    /// Reads the keys of an identity, or makes them.
    init(cluster: EmbeddedCluster, identity: ClusterIdentity) async throws {
        file = SigningKeyFile(folder: identity.folder)
        ring = SigningKeyRing(try await file.read(now: Timestamp.now().seconds))
        authorityPEM = identity.authorityPEM
        self.cluster = cluster
        reviewer = TokenReviewer(issuer: Self.issuer, keys: ring) { resource, namespace, name in
            Self.find(resource, namespace, name, in: cluster)
        }
    }

    /// The public keys as a JWK set.
    var keySet: JSON { ring.current.keySet }

    /// The name of the key that signs now.
    var keyIdentifier: String { ring.current.identifier }

    /// Judges a token for an asker who counts itself to audiences; nil when the token is none of ours.
    func review(_ token: String, audiences: [String]) async throws(TokenError) -> TokenReviewer.Verdict? {
        try await reviewer.review(token, audiences: audiences, at: Timestamp.now().seconds)
    }

    /// Signs claims.
    func sign(_ claims: ServiceAccountClaims) async throws(StatusError) -> String {
        do { return try await ring.current.sign(claims) } catch { throw .internalError(error.reason) }
    }

    /// Whether a token was signed by the key that signs now, for this account.
    func isFresh(_ token: String, uid: String) async -> Bool {
        let keys = ring.current
        guard SigningKeys.keyName(of: token) == keys.identifier,
            let claims = await keys.claims(of: token, at: Timestamp.now().seconds)
        else { return false }
        return claims.accountUID == uid
    }

    /// Replaces the signing key when its time has come; true when it did.
    func rotate() async throws -> Bool {
        reviewer.forget()
        guard let next = try await ring.current.rotated(at: Timestamp.now().seconds) else { return false }
        // What nobody can read after a restart must not sign.
        try file.write(next)
        ring.replace(next)
        return true
    }

    private static func find(
        _ resource: String, _ namespace: String?, _ name: String, in cluster: EmbeddedCluster
    ) -> (uid: String, isGoing: Bool)? {
        let types = [
            AccessTypes.serviceAccounts, AccessTypes.secrets, AccessTypes.pods, AccessTypes.nodes,
        ]
        guard let type = types.first(where: { $0.plural == resource }),
            let stored = try? cluster.rawGet(type, namespace: namespace, name: name),
            let metadata = stored.document?.root["metadata"], let uid = metadata["uid"].string
        else { return nil }
        return (uid, metadata["deletionTimestamp"].string != nil)
    }
}
