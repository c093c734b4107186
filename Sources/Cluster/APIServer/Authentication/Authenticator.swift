import Access
import Bytes
import Cluster
import Crypto
import FoundationEssentials
import Kubernetes
import NIOSSL
import SwiftASN1
import Synchronization
import X509

/// Finds out who makes a request: by the client certificate of its connection or by its bearer token,
/// which is the administrator's or a service account's.
final class Authenticator: Sendable {
    private let authority: CertificateAuthority
    private let identity: ClusterIdentity
    private let tokens: ServiceAccountTokens
    /// Certificates whose signature was checked already; a connection makes many requests.
    private let known = Mutex<[[UInt8]: VerifiedClient]>([:])
    private static let capacity = 256

    private struct VerifiedClient {
        let user: UserInfo
        let validity: ClosedRange<Date>
    }

    init(identity: ClusterIdentity, tokens: ServiceAccountTokens) {
        authority = identity.authority
        self.identity = identity
        self.tokens = tokens
    }

    /// The user; ``Cluster/UserInfo/anonymous`` when the request carries no credentials; 401 when they are wrong.
    func user(
        certificate: NIOSSLCertificate?, authorization: String?
    ) async throws(StatusError) -> UserInfo {
        if let certificate, let user = client(certificate) { return user }
        if let authorization, let given = Self.bearer(authorization) {
            do throws(TokenError) {
                let verdict = try await review(String(given), audiences: [ServiceAccountTokens.issuer])
                if let verdict { return verdict.user }
            } catch {}
            throw .unauthorized
        }
        if certificate != nil { throw .unauthorized }
        return .anonymous
    }

    /// Judges a bearer token for an asker who counts itself to audiences; nil when nobody knows the token.
    func review(_ token: String, audiences: [String]) async throws(TokenError) -> TokenReviewer.Verdict? {
        if identity.admits(token: token) {
            // The administrator's token is for this server and for nobody else.
            guard audiences.contains(ServiceAccountTokens.issuer) else { return nil }
            return TokenReviewer.Verdict(
                user: UserInfo(name: "kubernetes-admin", groups: ["system:masters", "system:authenticated"]),
                audiences: [ServiceAccountTokens.issuer])
        }
        return try await tokens.review(token, audiences: audiences)
    }

    private func client(_ certificate: NIOSSLCertificate) -> UserInfo? {
        guard let der = try? certificate.toDERBytes() else { return nil }
        let now = Date()
        if let seen = known.withLock({ $0[der] }) { return seen.validity.contains(now) ? seen.user : nil }
        guard let verified = verify(der), verified.validity.contains(now) else { return nil }
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[der] = verified
        }
        return verified.user
    }

    /// RFC 5280, 6.1 for a path of one: signed by our authority, made for clients, and no authority itself.
    private func verify(_ der: [UInt8]) -> VerifiedClient? {
        guard let certificate = try? Certificate(derEncoded: der), authority.signed(certificate),
            let usage = try? certificate.extensions.extendedKeyUsage, usage.contains(.clientAuth),
            certificate.notValidBefore <= certificate.notValidAfter
        else { return nil }
        var name = ""
        var groups: [String] = []
        for attribute in certificate.subject.lazy.flatMap({ $0 }) {
            guard let text = String(attribute.value) else { continue }
            if attribute.type == .RDNAttributeType.commonName { name = text }
            if attribute.type == .RDNAttributeType.organizationName { groups.append(text) }
        }
        guard !name.isEmpty else { return nil }
        let digest = Hex.encode(Array(SHA256.hash(data: der)))
        return VerifiedClient(
            user: UserInfo(
                name: name, groups: groups + ["system:authenticated"],
                extra: ["authentication.kubernetes.io/credential-id": ["X509SHA256=\(digest)"]]),
            validity: certificate.notValidBefore...certificate.notValidAfter)
    }

    private static func bearer(_ header: String) -> Substring? {
        let parts = header.utf8.split(separator: UInt8(ascii: " "), maxSplits: 1).map { Substring($0) }
        guard parts.count == 2, parts[0] == "Bearer" || parts[0].lowercased() == "bearer" else { return nil }
        return parts[1]
    }
}

extension StatusError {
    /// 401: nobody knows who asks.
    static let unauthorized = StatusError(code: 401, reason: "Unauthorized", message: "Unauthorized")
}
