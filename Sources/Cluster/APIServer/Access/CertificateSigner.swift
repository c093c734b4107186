import Bytes
import Cluster
import Crypto
import EmbeddedCluster
import FoundationEssentials
import Kubernetes
import Logging
import SwiftASN1
import X509

/// Signs approved CertificateSigningRequests of Kubernetes' own signers with the cluster's authority.
struct CertificateSigner: Sendable {
    let cluster: EmbeddedCluster
    let authority: CertificateAuthority
    let logger: Logger

    /// A certificate lasts a year unless its request asks for less.
    private static let longestLife = 365 * 86_400

    /// Signs what is approved, now and later, until the task is cancelled.
    func run() async {
        await cluster.follow(AccessTypes.signingRequests) { event in
            guard event.kind != .deleted else { return }
            await sign(Object(event.object.json))
        }
    }

    private func sign(_ request: Object) async {
        let status = request["status"] ?? [:]
        let types = status["conditions"]?.array?.compactMap { $0["type"]?.string } ?? []
        guard types.contains("Approved"), !types.contains("Denied"), !types.contains("Failed"),
            status["certificate"] == nil,
            let signer = Signer(rawValue: request["spec"]?["signerName"]?.string ?? "")
        else { return }
        var next = request
        do {
            guard let wanted = CertificateRequest(request["spec"] ?? [:]) else {
                throw Refusal(why: "the request cannot be read")
            }
            let usages = request["spec"]?["usages"]?.array?.compactMap(\.string) ?? []
            try signer.check(wanted, usages: usages)
            let seconds = request["spec"]?["expirationSeconds"]?.int ?? Self.longestLife
            let pem = try issue(wanted, usages, seconds: min(seconds, Self.longestLife))
            next.json["status"]?["certificate"] = .string(Base64.encode(Array(pem.utf8)))
        } catch {
            let now = JSON.string(Timestamp.now().text)
            let failed: JSON = [
                "type": "Failed", "status": "True", "reason": "SignerValidationFailure",
                "message": .string("\(error)"), "lastUpdateTime": now, "lastTransitionTime": now,
            ]
            next.json["status"]?["conditions"] = .array((status["conditions"]?.array ?? []) + [failed])
        }
        do throws(StatusError) {
            _ = try await cluster.update(
                AccessTypes.signingRequests, namespace: nil, next, subresource: "status",
                options: WriteOptions(fieldManager: "csrsigning-controller"))
        } catch  where error.code == 404 || error.code == 409 {
            // It has gone, or its next state is on its way to us.
        } catch {
            logger.warning("a certificate is not delivered", metadata: ["error": "\(error)"])
        }
    }

    private func issue(_ wanted: CertificateRequest, _ usages: [String], seconds: Int) throws -> String {
        let now = Date()
        var extensions = try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            try ExtendedKeyUsage(
                usages.compactMap { ["client auth": .clientAuth, "server auth": .serverAuth][$0] })
            AuthorityKeyIdentifier(
                keyIdentifier: SubjectKeyIdentifier(hash: authority.credential.certificate.publicKey)
                    .keyIdentifier)
        }
        let keyUsage = KeyUsage(
            digitalSignature: usages.contains("digital signature"),
            keyEncipherment: usages.contains("key encipherment"))
        // The extension may not be there without a use (RFC 5280, 4.2.1.3).
        if keyUsage != KeyUsage() {
            try extensions.append(Certificate.Extension(keyUsage, critical: true))
        }
        if let names = wanted.alternativeNames {
            try extensions.append(Certificate.Extension(names, critical: false))
        }
        let end = min(
            now.addingTimeInterval(Double(seconds)), authority.credential.certificate.notValidAfter)
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: wanted.request.publicKey,
            notValidBefore: now - 300, notValidAfter: end,
            issuer: authority.credential.certificate.subject, subject: wanted.request.subject,
            extensions: extensions,
            issuerPrivateKey: Certificate.PrivateKey(authority.credential.privateKey))
        return try certificate.serializeAsPEM().pemString + "\n"
    }

    /// Why a request is not signed.
    private struct Refusal: Error, CustomStringConvertible {
        var why: String
        var description: String { why }
    }

    /// Kubernetes' own signers that sign for everybody ("Certificate Signing Requests": Kubernetes signers).
    private enum Signer: String {
        case client = "kubernetes.io/kube-apiserver-client"
        case kubeletClient = "kubernetes.io/kube-apiserver-client-kubelet"
        case kubeletServing = "kubernetes.io/kubelet-serving"

        func check(_ request: CertificateRequest, usages: [String]) throws(Refusal) {
            let purpose = self == .kubeletServing ? "server auth" : "client auth"
            let allowed: Set = ["digital signature", "key encipherment", purpose]
            guard allowed.isSuperset(of: usages), usages.contains(purpose) else {
                throw Refusal(why: "invalid usages for \(rawValue): \(usages.joined(separator: ", "))")
            }
            if self == .client { return }
            guard request.organizations == ["system:nodes"] else {
                throw Refusal(why: "organization is not system:nodes")
            }
            guard request.commonName.hasPrefix("system:node:") else {
                throw Refusal(why: "subject common name does not begin with system:node:")
            }
            let names = request.alternativeNames.map(Array.init) ?? []
            guard self == .kubeletServing else {
                if names.isEmpty { return }
                throw Refusal(why: "subject alternative names are not allowed")
            }
            let areFit = names.allSatisfy {
                switch $0 {
                case .dnsName, .ipAddress: true
                default: false
                }
            }
            guard areFit, !names.isEmpty else {
                throw Refusal(
                    why: "subject alternative names must be DNS names or IP addresses, at least one")
            }
        }
    }
}
