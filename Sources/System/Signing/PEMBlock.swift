import Bytes

/// One block of text encoding (RFC 7468) around DER that begins as is known and ends with the 32 bytes of a key.
struct PEMBlock {
    /// What stands between the dashes.
    let label: String
    /// What comes before the key's own bytes in the DER.
    let prefix: [UInt8]

    /// A private key in PKCS #8 (RFC 8410, section 7): a sequence with version 0, the algorithm 1.3.101.112 and an
    /// octet string in an octet string.
    static let privateKey = PEMBlock(
        label: "PRIVATE KEY",
        prefix: [
            0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
        ])

    /// A public key as SubjectPublicKeyInfo (RFC 8410, section 4): a sequence with the algorithm and a bit string.
    static let publicKey = PEMBlock(
        label: "PUBLIC KEY",
        prefix: [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00])

    private var head: String { "-----BEGIN \(label)-----" }
    private var tail: String { "-----END \(label)-----" }

    /// The text of a key.
    func text(of key: [UInt8]) -> String { "\(head)\n\(Base64.encode(prefix + key))\n\(tail)\n" }

    /// The key's bytes; nil when the text is not exactly one such block.
    func key(in text: String) -> [UInt8]? {
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.count >= 3, lines.first == head[...], lines.last == tail[...],
            let der = Base64.decode(lines.dropFirst().dropLast().joined()), der.starts(with: prefix),
            der.count == prefix.count + 32
        else { return nil }
        return Array(der.dropFirst(prefix.count))
    }
}
