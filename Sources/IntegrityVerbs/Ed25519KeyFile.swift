import Bytes
public import FileIntegrity
import Glibc

/// The file of a node's key: PKCS #8 in PEM (RFC 8410, section 7), made once, readable for its owner alone and
/// writable for nobody.
///
/// ```swift
/// let key = try Ed25519KeyFile("/var/lib/martlet/baseline.key").key()
/// ```
public struct Ed25519KeyFile: Sendable {
    private let path: String

    /// Names a file, which need not be there yet.
    public init(_ path: String) { self.path = path }

    private static let head = "-----BEGIN PRIVATE KEY-----"
    private static let tail = "-----END PRIVATE KEY-----"
    /// What comes before the seed in the DER of an Ed25519 key: a sequence with version 0, the algorithm 1.3.101.112
    /// and an octet string in an octet string.
    private static let prefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    /// The key in the file; where there is none, a new one is made and written.
    ///
    /// - Throws: ``BaselineError`` when the file is somebody else's, may be read by others, or holds no such key.
    public func key() throws(BaselineError) -> Ed25519Key {
        if access(path, F_OK) != 0, errno == ENOENT { try make() }
        return try read()
    }

    private func make() throws(BaselineError) {
        var text: [UInt8] = Array("\(Self.head)\n".utf8)
        Base64.append(Self.prefix + Ed25519Key().seed, to: &text)
        text += "\n\(Self.tail)\n".utf8
        let name = "\(path).\(getpid()).new"
        unlink(name)
        let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o400)
        guard descriptor >= 0 else { throw failure("cannot be made: \(Self.reason(errno))", .system) }
        defer { unlink(name) }
        let written = text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        let isLasting = written == text.count && fsync(descriptor) == 0
        let number = errno
        close(descriptor)
        guard isLasting else { throw failure("cannot be written: \(Self.reason(number))", .system) }
        // A link never replaces: of two processes one makes the key, and both use it.
        guard link(name, path) == 0 || errno == EEXIST else {
            throw failure("cannot be made: \(Self.reason(errno))", .system)
        }
    }

    private func read() throws(BaselineError) -> Ed25519Key {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot be opened: \(Self.reason(errno))", .system) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failure("is no regular file", .refused)
        }
        guard status.st_uid == geteuid() else { throw failure("belongs to another user", .refused) }
        guard status.st_mode & 0o077 == 0 else {
            throw failure("may be used by others than its owner; make a new key", .refused)
        }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.count >= 3, lines.first == Self.head[...], lines.last == Self.tail[...],
            let der = Base64.decode(lines.dropFirst().dropLast().joined()), der.starts(with: Self.prefix),
            let key = Ed25519Key(seed: Array(der.dropFirst(Self.prefix.count)))
        else { throw failure("holds no Ed25519 key in PKCS #8", .damaged) }
        return key
    }

    private func failure(_ message: String, _ reason: BaselineError.Reason) -> BaselineError {
        BaselineError(path, message, reason: reason)
    }

    private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}
