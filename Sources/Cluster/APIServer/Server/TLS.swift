import HummingbirdTLS
import NIOCore
import NIOSSL

/// How connections are secured: TLS 1.2 or later, client certificates welcome but not required.
enum TLS {
    /// The settings for an identity.
    static func configuration(_ identity: ClusterIdentity) throws -> TLSChannelConfiguration {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(identity.serverCertificatePEM.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(identity.serverKeyPEM.utf8), format: .pem)
        let authority = try NIOSSLCertificate.fromPEMBytes(Array(identity.authorityPEM.utf8))
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        tls.minimumTLSVersion = .tlsv12
        tls.applicationProtocols = ["http/1.1"]
        tls.certificateVerification = .optionalVerification
        tls.trustRoots = .certificates(authority)
        tls.sendCANameList = true
        // The handshake proves that the client holds the key; whether the certificate counts is the
        // authenticator's to say, so that a stranger reads 401 and not a broken connection.
        return TLSChannelConfiguration(tlsConfiguration: tls) { _, verdict in
            verdict.succeed(.certificateVerified)
        }
    }
}
