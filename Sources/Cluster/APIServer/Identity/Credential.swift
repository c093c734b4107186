import Crypto
import SwiftASN1
import X509

/// A certificate and its private key, as two PEM files.
struct Credential: Sendable {
    var certificate: Certificate
    var privateKey: P256.Signing.PrivateKey

    /// The certificate in PEM.
    var certificatePEM: String
    /// The private key in PEM.
    var privateKeyPEM: String { privateKey.pemRepresentation }

    init(certificate: Certificate, privateKey: P256.Signing.PrivateKey, path: String) throws(IdentityError) {
        self.certificate = certificate
        self.privateKey = privateKey
        do {
            certificatePEM = try certificate.serializeAsPEM().pemString + "\n"
        } catch {
            throw IdentityError(path: path, reason: "cannot be encoded: \(error)")
        }
    }

    /// Reads `folder/name.crt` with its key; nil when there is no such certificate yet.
    init?(folder: String, name: String) throws(IdentityError) {
        let path = "\(folder)/\(name).crt"
        guard let bytes = try StateFile(path: path).read() else { return nil }
        do {
            certificate = try Certificate(pemEncoded: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw IdentityError(path: path, reason: Self.broken("certificate", name))
        }
        guard let key = try Self.storedKey(folder: folder, name: name) else {
            throw IdentityError(
                path: "\(folder)/\(name).key",
                reason: "is missing although \(path) is there; restore it or remove both")
        }
        guard certificate.publicKey == Certificate.PublicKey(key.publicKey) else {
            throw IdentityError(path: "\(folder)/\(name).key", reason: "is not the key of \(path)")
        }
        privateKey = key
        certificatePEM = String(decoding: bytes, as: UTF8.self)
    }

    /// The key that certificates of this name are made for: the stored one, or a new one.
    ///
    /// A new certificate keeps the old key, so a crash between the two files never parts a pair.
    static func key(folder: String, name: String) throws(IdentityError) -> P256.Signing.PrivateKey {
        if let stored = try storedKey(folder: folder, name: name) { return stored }
        let made = P256.Signing.PrivateKey()
        try StateFile(path: "\(folder)/\(name).key").write(Array(made.pemRepresentation.utf8))
        return made
    }

    /// Writes the certificate beside its key.
    func writeCertificate(folder: String, name: String) throws(IdentityError) {
        try StateFile(path: "\(folder)/\(name).crt").write(Array(certificatePEM.utf8), mode: 0o644)
    }

    private static func storedKey(folder: String, name: String) throws(IdentityError) -> P256.Signing
        .PrivateKey?
    {
        let path = "\(folder)/\(name).key"
        guard let bytes = try StateFile(path: path).read() else { return nil }
        do {
            return try P256.Signing.PrivateKey(pemRepresentation: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw IdentityError(path: path, reason: broken("ECDSA P-256 private key", name))
        }
    }

    private static func broken(_ what: String, _ name: String) -> String {
        "is not a PEM \(what); restore it, or remove \(name).crt and \(name).key to have new ones made"
    }
}
