import NIOSSL

/// What goes with a request to say who asks.
struct Credential: Sendable {
    /// The `Authorization` header, or nil.
    var authorization: String?
    /// The client certificate and its key, or nil.
    var certificate: ClientCertificate?

    /// True when a server would see the same person in the same clothes.
    func isSame(as other: Credential) -> Bool {
        authorization == other.authorization && certificate?.pem == other.certificate?.pem
    }
}

/// A client certificate with its key, ready for a handshake.
struct ClientCertificate: Sendable {
    /// The texts that it was made of; stands for it in comparisons.
    let pem: [[UInt8]]
    let chain: [NIOSSLCertificateSource]
    let key: NIOSSLPrivateKeySource

    /// Reads PEM texts; `source` is whom to blame.
    init(certificate: [UInt8], key: [UInt8], source: String) throws(RemoteClusterError) {
        pem = [certificate, key]
        do {
            chain = try NIOSSLCertificate.fromPEMBytes(certificate).map { .certificate($0) }
        } catch {
            throw RemoteClusterError(
                source: source, field: "client-certificate", reason: "is not a certificate in PEM")
        }
        do { self.key = .privateKey(try NIOSSLPrivateKey(bytes: key, format: .pem)) } catch {
            throw RemoteClusterError(
                source: source, field: "client-key", reason: "is not an unencrypted private key in PEM")
        }
    }
}
