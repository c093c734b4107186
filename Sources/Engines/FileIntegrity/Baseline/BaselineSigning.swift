import Bytes

/// Who signs baselines: a key whose secret part the engine never sees.
public protocol BaselineSigner {
    /// The public key, raw: 32 bytes for Ed25519 (RFC 8032, section 5.1.5).
    var publicKey: [UInt8] { get }

    /// The signature of some bytes.
    func signature(of message: [UInt8]) throws -> [UInt8]
}

/// Checks a signature: whether the key signed exactly these bytes.
public typealias SignatureCheck =
    @Sendable (_ signature: [UInt8], _ message: [UInt8], _ publicKey: [UInt8]) -> Bool

/// The name of a public key: the SHA-256 of its raw bytes in hexadecimal.
public struct BaselineKeyID: Sendable, Hashable, CustomStringConvertible {
    /// 64 digits in lower case.
    public let description: String

    /// The name of a key.
    public init(publicKey: [UInt8]) { description = Hex.encode(Digest.of(publicKey, .sha256)) }

    /// A name that was written down; nil when it is none.
    public init?(_ text: String) {
        guard let bytes = Hex.decode(text), bytes.count == MerkleLeaves.width else { return nil }
        description = Hex.encode(bytes)
    }
}
