import Crypto

/// A key that signs.
public struct Ed25519Key: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Makes a key that no other process knows.
    public init() { key = Curve25519.Signing.PrivateKey() }

    /// The key of 32 secret bytes; nil when they are not so many.
    init?(seed: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { return nil }
        self.key = key
    }

    /// The public key, raw: 32 bytes (RFC 8032, section 5.1.5).
    public var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    /// The signature of a message.
    public func signature(of message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }

    /// The secret bytes.
    var seed: [UInt8] { Array(key.rawRepresentation) }
}
