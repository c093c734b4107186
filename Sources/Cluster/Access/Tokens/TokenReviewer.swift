import Bytes
public import Cluster
import Crypto
import Kubernetes
import Synchronization

/// Judges service accounts' tokens against the clock and the objects that they are bound to.
///
/// A signature is checked once for every token; whether the account and what the token is bound to are still
/// there is asked every time, so that a deletion counts at once.
public final class TokenReviewer: Sendable {
    /// A token that is good, and whom it is for.
    public struct Verdict: Sendable, Equatable {
        /// The bearer.
        public var user: UserInfo
        /// The audiences of the token that the asker counts itself to.
        public var audiences: [String]

        /// Makes a verdict.
        public init(user: UserInfo, audiences: [String]) {
            self.user = user
            self.audiences = audiences
        }
    }

    /// The uid of a stored object, and whether it is being deleted; nil when there is none.
    public typealias Lookup =
        @Sendable (_ resource: String, _ namespace: String?, _ name: String) -> (uid: String, isGoing: Bool)?

    private let issuer: String
    private let keys: SigningKeyRing
    private let lookup: Lookup
    private let known = Mutex<[SHA256.Digest: ServiceAccountClaims]>([:])
    private static let capacity = 1024

    /// Judges tokens of an issuer.
    ///
    /// - Parameters:
    ///   - keys: the keys, whichever they are at the moment.
    ///   - lookup: finds objects by the plural of their resource.
    public init(issuer: String, keys: SigningKeyRing, lookup: @escaping Lookup) {
        self.issuer = issuer
        self.keys = keys
        self.lookup = lookup
    }

    /// Forgets which tokens were checked: some of the keys that verified them may have ended.
    public func forget() { known.withLock { $0.removeAll() } }

    /// Judges a token for an asker.
    ///
    /// - Returns: nil when the token is not one of ours.
    /// - Throws: ``TokenError`` for one of ours that no longer counts.
    public func review(
        _ token: String, audiences: [String], at now: Int64
    ) async throws(TokenError) -> Verdict? {
        guard let claims = await claims(of: token, at: now), claims.issuer == issuer else { return nil }
        // Tokens that lie in Secrets are from before there were audiences.
        let meant = claims.audiences.isEmpty ? [issuer] : claims.audiences
        let shared = audiences.filter(meant.contains)
        guard !shared.isEmpty else {
            throw TokenError(
                reason:
                    "token audiences \(GoText.quoted(meant)) is invalid for the target audiences "
                    + GoText.quoted(audiences))
        }
        try checkTimes(claims, now)
        try checkObjects(claims)
        return Verdict(user: claims.user, audiences: shared)
    }

    private func claims(of token: String, at now: Int64) async -> ServiceAccountClaims? {
        let digest = SHA256.hash(data: Array(token.utf8))
        if let claims = known.withLock({ $0[digest] }) { return claims }
        guard let claims = await keys.current.claims(of: token, at: now) else { return nil }
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[digest] = claims
        }
        return claims
    }

    private func checkTimes(_ claims: ServiceAccountClaims, _ now: Int64) throws(TokenError) {
        if let end = claims.expiresAt {
            guard now < end else { throw TokenError(reason: "service account token has expired") }
        } else if claims.binding != nil {
            throw TokenError(reason: "service account token has no end")
        }
        if let start = claims.notBefore, now < start &- Self.leeway {
            throw TokenError(reason: "service account token is not valid yet")
        }
    }

    /// Clocks of replicas differ a little.
    private static let leeway: Int64 = 60

    private func checkObjects(_ claims: ServiceAccountClaims) throws(TokenError) {
        let account = claims.account
        guard claims.subject == account.userName else {
            throw TokenError(reason: "sub claim does not match private claims")
        }
        guard let stored = lookup("serviceaccounts", account.namespace, account.name) else {
            throw TokenError(reason: "serviceaccounts \(GoText.quoted(account.name)) not found")
        }
        guard stored.uid == claims.accountUID else {
            throw TokenError(
                reason: "service account UID (\(stored.uid)) does not match claim (\(claims.accountUID))")
        }
        if stored.isGoing {
            throw TokenError(
                reason: "service account \(account.namespace)/\(account.name) has been deleted")
        }
        if claims.binding == nil {
            guard let secret = claims.legacySecretName, !secret.isEmpty,
                let stored = lookup("secrets", account.namespace, secret), !stored.isGoing
            else { throw Self.invalidated }
        }
        let bound = [("pods", claims.binding?.pod), ("secrets", claims.binding?.secret)]
        for case (let resource, let reference?) in bound {
            guard let stored = lookup(resource, account.namespace, reference.name), !stored.isGoing,
                stored.uid == reference.uid
            else { throw Self.invalidated }
        }
        // A pod's token names its node for information; it ends with the pod.
        if claims.binding?.pod == nil, let node = claims.binding?.node {
            guard let stored = lookup("nodes", nil, node.name), stored.uid == node.uid else {
                throw Self.invalidated
            }
        }
    }

    private static let invalidated = TokenError(reason: "service account token has been invalidated")
}
