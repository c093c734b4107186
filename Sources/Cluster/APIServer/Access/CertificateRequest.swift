import Bytes
import SwiftASN1
import X509

/// A certificate signing request (RFC 2986) as it stands in `spec.request`; its signature is checked.
struct CertificateRequest {
    let request: CertificateSigningRequest

    /// Reads `spec.request`: PEM, in base64; nil for anything else.
    init?(_ spec: JSON) {
        guard let text = spec["request"]?.string, let pem = Base64.decode(text),
            let document = try? PEMDocument(pemString: String(decoding: pem, as: UTF8.self)),
            document.discriminator == CertificateSigningRequest.defaultPEMDiscriminator,
            let request = try? CertificateSigningRequest(derEncoded: document.derBytes),
            request.publicKey.isValidSignature(request.signature, for: request),
            // A name that we cannot read could say something else to those who can.
            request.subject.lazy.flatMap({ $0 }).allSatisfy({ String($0.value) != nil })
        else { return nil }
        self.request = request
    }

    /// The common name; empty when there is none.
    var commonName: String { names(.RDNAttributeType.commonName).last ?? "" }

    /// The organisations: a user's groups.
    var organizations: [String] { names(.RDNAttributeType.organizationName) }

    /// The further names that the certificate should carry.
    var alternativeNames: SubjectAlternativeNames? {
        guard let extensions = (try? request.attributes.extensionRequest)?.extensions else { return nil }
        return try? extensions.subjectAlternativeNames
    }

    private func names(_ type: ASN1ObjectIdentifier) -> [String] {
        request.subject.lazy.flatMap { $0 }.filter { $0.type == type }.compactMap { String($0.value) }
    }
}
