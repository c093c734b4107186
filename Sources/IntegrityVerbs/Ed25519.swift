import Crypto
public import FileIntegrity

/// Signatures of baselines by Ed25519 (RFC 8032).
public enum Ed25519 {
    /// Whether a raw public key signed a message.
    @Sendable public static func check(
        _ signature: [UInt8], _ message: [UInt8], _ publicKey: [UInt8]
    ) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}

/// A node's own key for its baselines.
public struct Ed25519Key: BaselineSigner, Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Makes a key that no other process knows.
    public init() { key = Curve25519.Signing.PrivateKey() }

    /// The key of 32 secret bytes; nil when they are not so many.
    init?(seed: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { return nil }
        self.key = key
    }

    /// The public key, raw.
    public var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    /// The signature of a message.
    public func signature(of message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }

    /// The secret bytes.
    var seed: [UInt8] { Array(key.rawRepresentation) }
}
