import Crypto
import FoundationEssentials
import Glibc
import SwiftASN1
import X509

/// The cluster's own certificate authority: it signs the server's certificate and its clients'.
struct CertificateAuthority: Sendable {
    /// What a certificate is for.
    enum Purpose: Sendable, Equatable {
        /// A server that answers under these names and addresses.
        case server(names: [String])
        /// A person or program; the groups go into the subject's organisations, as kube-apiserver reads them.
        case client(user: String, groups: [String])
    }

    private static let day: Double = 86_400
    /// A leaf is made anew when less than this is left of its year.
    static let renewalMargin = 30 * day

    let credential: Credential
    private let path: String

    /// Reads the authority from a folder, or makes it there.
    init(folder: String, now: Date) throws(IdentityError) {
        path = "\(folder)/ca.crt"
        if let stored = try Credential(folder: folder, name: "ca") {
            guard stored.certificate.notValidAfter > now else {
                throw IdentityError(
                    path: path, reason: "has expired; remove the folder to have a new authority made")
            }
            credential = stored
            return
        }
        credential = try Self.make(key: Credential.key(folder: folder, name: "ca"), path: path, now: now)
        try credential.writeCertificate(folder: folder, name: "ca")
    }

    /// Reads a leaf of this authority, or makes it: also when it is near its end, signed by another
    /// authority, or made for another purpose.
    func leaf(folder: String, name: String, purpose: Purpose, now: Date) throws(IdentityError) -> Credential {
        if let stored = try Credential(folder: folder, name: name), isFit(stored, purpose: purpose, now: now)
        {
            return stored
        }
        let key = try Credential.key(folder: folder, name: name)
        let made = try issue(purpose, key: key, path: "\(folder)/\(name).crt", now: now)
        try made.writeCertificate(folder: folder, name: name)
        return made
    }

    /// True when this authority signed the certificate.
    func signed(_ certificate: Certificate) -> Bool {
        certificate.issuer == credential.certificate.subject
            && credential.certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
    }

    private func isFit(_ leaf: Credential, purpose: Purpose, now: Date) -> Bool {
        guard signed(leaf.certificate), leaf.certificate.notValidBefore <= now,
            leaf.certificate.notValidAfter.timeIntervalSince(now) > Self.renewalMargin
        else { return false }
        switch purpose {
        case .server(let names):
            let stored = (try? leaf.certificate.extensions.subjectAlternativeNames).map(Array.init) ?? []
            return Set(stored) == Set(names.map(Self.generalName))
        case .client(let user, let groups):
            return (try? Self.subject(user: user, groups: groups)) == leaf.certificate.subject
        }
    }

    private func issue(
        _ purpose: Purpose, key: P256.Signing.PrivateKey, path: String, now: Date
    ) throws(IdentityError) -> Credential {
        let publicKey = Certificate.PublicKey(key.publicKey)
        do {
            let usage: ExtendedKeyUsage.Usage
            let subject: DistinguishedName
            var names: [GeneralName] = []
            switch purpose {
            case .server(let hosts):
                usage = .serverAuth
                subject = try Self.subject(user: "martlet-apiserver", groups: [])
                names = hosts.map(Self.generalName)
            case .client(let user, let groups):
                usage = .clientAuth
                subject = try Self.subject(user: user, groups: groups)
            }
            let authorityKey = SubjectKeyIdentifier(hash: credential.certificate.publicKey).keyIdentifier
            var extensions = try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([usage])
                AuthorityKeyIdentifier(keyIdentifier: authorityKey)
            }
            if !names.isEmpty {
                try extensions.append(Certificate.Extension(SubjectAlternativeNames(names), critical: false))
            }
            let certificate = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
                notValidBefore: now - 300, notValidAfter: now + 365 * Self.day,
                issuer: credential.certificate.subject, subject: subject, extensions: extensions,
                issuerPrivateKey: Certificate.PrivateKey(credential.privateKey))
            return try Credential(certificate: certificate, privateKey: key, path: path)
        } catch {
            throw IdentityError(path: path, reason: "cannot be made: \(error)")
        }
    }

    private static func make(
        key: P256.Signing.PrivateKey, path: String, now: Date
    ) throws(IdentityError) -> Credential {
        do {
            let name = try DistinguishedName { CommonName("martlet-ca") }
            let publicKey = Certificate.PublicKey(key.publicKey)
            let certificate = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
                notValidBefore: now - 300, notValidAfter: now + 3_650 * day, issuer: name, subject: name,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                    Critical(KeyUsage(digitalSignature: true, keyCertSign: true))
                    SubjectKeyIdentifier(hash: publicKey)
                },
                issuerPrivateKey: Certificate.PrivateKey(key))
            return try Credential(certificate: certificate, privateKey: key, path: path)
        } catch {
            throw IdentityError(path: path, reason: "cannot be made: \(error)")
        }
    }

    private static func subject(user: String, groups: [String]) throws -> DistinguishedName {
        try DistinguishedName(
            groups.map { .init(type: .RDNAttributeType.organizationName, utf8String: $0) }
                + [.init(type: .RDNAttributeType.commonName, utf8String: user)])
    }

    /// An address where the text is one, else a DNS name.
    private static func generalName(_ text: String) -> GeneralName {
        var v4 = in_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            return .ipAddress(ASN1OctetString(contentBytes: withUnsafeBytes(of: &v4) { ArraySlice($0) }))
        }
        var v6 = in6_addr()
        if inet_pton(AF_INET6, text, &v6) == 1 {
            return .ipAddress(ASN1OctetString(contentBytes: withUnsafeBytes(of: &v6) { ArraySlice($0) }))
        }
        return .dnsName(text)
    }
}
