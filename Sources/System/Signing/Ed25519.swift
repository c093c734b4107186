import Crypto

/// Signatures by Ed25519 (RFC 8032).
public enum Ed25519 {
    /// Whether a raw public key signed a message.
    @Sendable public static func check(
        _ signature: [UInt8], _ message: [UInt8], _ publicKey: [UInt8]
    ) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}
