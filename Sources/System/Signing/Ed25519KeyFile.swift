import Glibc

/// The file of a key: PKCS #8 in PEM (RFC 8410, section 7), made once, readable for its owner alone and
/// writable for nobody.
///
/// ```swift
/// let key = try Ed25519KeyFile("/var/lib/martlet/baseline.key").key()
/// ```
public struct Ed25519KeyFile: Sendable {
    private let path: String

    /// Names a file, which need not be there yet.
    public init(_ path: String) { self.path = path }

    /// The key in the file; where there is none, a new one is made and written.
    ///
    /// - Throws: ``KeyFileError`` when the file is somebody else's, may be read by others, or holds no such key.
    public func key() throws(KeyFileError) -> Ed25519Key {
        if access(path, F_OK) != 0, errno == ENOENT { try make() }
        return try existing()
    }

    private func make() throws(KeyFileError) {
        let text = Array(PEMBlock.privateKey.text(of: Ed25519Key().seed).utf8)
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

    /// The key in the file, which has to be there.
    ///
    /// - Throws: ``KeyFileError``, as ``key()`` does.
    public func existing() throws(KeyFileError) -> Ed25519Key {
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
        guard let seed = PEMBlock.privateKey.key(in: text), let key = Ed25519Key(seed: seed)
        else { throw failure("holds no Ed25519 key in PKCS #8", .damaged) }
        return key
    }

    private func failure(_ message: String, _ reason: KeyFileError.Reason) -> KeyFileError {
        KeyFileError(path, message, reason)
    }

    private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}
