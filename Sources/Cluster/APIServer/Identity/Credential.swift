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

    /// Reads `folder/name.crt` and `folder/name.key`; nil when neither is there.
    ///
    /// One without the other is an error: making a new pair over a lost half would silently cut off
    /// everybody who trusts the old one.
    init?(folder: String, name: String) throws(IdentityError) {
        let certificatePath = "\(folder)/\(name).crt"
        let keyPath = "\(folder)/\(name).key"
        let certificateBytes = try StateFile(path: certificatePath).read()
        let keyBytes = try StateFile(path: keyPath).read()
        switch (certificateBytes, keyBytes) {
        case (nil, nil): return nil
        case (nil, _?): throw Self.lost(certificatePath, besides: keyPath)
        case (_?, nil): throw Self.lost(keyPath, besides: certificatePath)
        case (let certificateBytes?, let keyBytes?):
            do {
                certificate = try Certificate(pemEncoded: String(decoding: certificateBytes, as: UTF8.self))
            } catch {
                throw IdentityError(path: certificatePath, reason: Self.broken("certificate", name))
            }
            do {
                privateKey = try P256.Signing.PrivateKey(pemRepresentation: String(decoding: keyBytes, as: UTF8.self))
            } catch {
                throw IdentityError(path: keyPath, reason: Self.broken("ECDSA P-256 private key", name))
            }
            certificatePEM = String(decoding: certificateBytes, as: UTF8.self)
            guard certificate.publicKey == Certificate.PublicKey(privateKey.publicKey) else {
                throw IdentityError(path: keyPath, reason: "is not the key of \(certificatePath)")
            }
        }
    }

    /// Writes the key first: a crash in between leaves a lone key, which is reported, never a served
    /// certificate without its key.
    func write(folder: String, name: String) throws(IdentityError) {
        try StateFile(path: "\(folder)/\(name).key").write(Array(privateKeyPEM.utf8))
        try StateFile(path: "\(folder)/\(name).crt").write(Array(certificatePEM.utf8), mode: 0o644)
    }

    private static func lost(_ path: String, besides other: String) -> IdentityError {
        IdentityError(path: path, reason: "is missing although \(other) is there; restore it or remove both")
    }

    private static func broken(_ what: String, _ name: String) -> String {
        "is not a PEM \(what); restore it, or remove \(name).crt and \(name).key to have new ones made"
    }
}
