import Bytes
import Glibc

/// A public key: who may have signed something.
///
/// ```swift
/// let vendor = try Ed25519PublicKey(contentsOf: "vendor.pem")
/// guard vendor.signed(message, signature) else { … }
/// ```
public struct Ed25519PublicKey: Sendable, Hashable, CustomStringConvertible {
    /// 32 bytes (RFC 8032, section 5.1.5).
    public let raw: [UInt8]

    /// The key of 32 bytes; nil when they are not so many.
    public init?(raw: [UInt8]) {
        guard raw.count == 32 else { return nil }
        self.raw = raw
    }

    /// The key of a text in PEM (RFC 8410, section 4); nil when it is none.
    public init?(pem text: String) {
        guard let raw = PEMBlock.publicKey.key(in: text) else { return nil }
        self.raw = raw
    }

    /// Reads a file in PEM.
    ///
    /// - Parameter isGuarded: whether a file that others than its owner may change is refused.
    /// - Throws: ``KeyFileError``.
    public init(contentsOf path: String, isGuarded: Bool = false) throws(KeyFileError) {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw KeyFileError(path, "cannot be opened: \(String(cString: strerror(errno)))", .system)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw KeyFileError(path, "is no regular file", .refused)
        }
        guard !isGuarded || status.st_mode & 0o022 == 0 else {
            throw KeyFileError(path, "may be changed by others than its owner (chmod go-w)", .refused)
        }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        guard let key = Self(pem: String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)) else {
            throw KeyFileError(path, "holds no Ed25519 public key in PEM (\"BEGIN PUBLIC KEY\")", .damaged)
        }
        self = key
    }

    /// The key in PEM, as `openssl pkey -pubout` writes it.
    public var pem: String { PEMBlock.publicKey.text(of: raw) }

    /// The name of the key: the SHA-256 of its raw bytes, in 64 hexadecimal digits.
    public var description: String { Hex.encode(Digest.of(raw, .sha256)) }

    /// Whether the key signed exactly these bytes.
    public func signed(_ message: [UInt8], _ signature: [UInt8]) -> Bool {
        Ed25519.check(signature, message, raw)
    }
}
