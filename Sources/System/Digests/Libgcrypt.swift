/// libgcrypt's digests, for those that OpenSSL no longer has.
struct Libgcrypt: Sendable {
    typealias CheckVersion = @convention(c) (UnsafePointer<CChar>?) -> UnsafePointer<CChar>?
    typealias Open = @convention(c) (UnsafeMutablePointer<OpaquePointer?>, Int32, UInt32) -> UInt32
    typealias Close = @convention(c) (OpaquePointer?) -> Void
    typealias Reset = @convention(c) (OpaquePointer?) -> Void
    typealias Write = @convention(c) (OpaquePointer?, UnsafeRawPointer?, Int) -> Void
    typealias Read = @convention(c) (OpaquePointer?, Int32) -> UnsafePointer<UInt8>?

    let open: Open
    let close: Close
    let reset: Reset
    let write: Write
    let read: Read

    /// The library; nil on a machine without libgcrypt.
    static let shared = Libgcrypt()

    private init?() {
        guard let library = SharedLibrary("libgcrypt.so.20"),
            let checkVersion = library.function("gcry_check_version", as: CheckVersion.self),
            let open = library.function("gcry_md_open", as: Open.self),
            let close = library.function("gcry_md_close", as: Close.self),
            let reset = library.function("gcry_md_reset", as: Reset.self),
            let write = library.function("gcry_md_write", as: Write.self),
            let read = library.function("gcry_md_read", as: Read.self),
            // The library wants to be asked for its version before anything else.
            checkVersion(nil) != nil
        else { return nil }
        self.open = open
        self.close = close
        self.reset = reset
        self.write = write
        self.read = read
    }
}

/// One digest that libgcrypt computes.
final class LibgcryptDigest: RunningDigest {
    let algorithm: DigestAlgorithm
    private let library: Libgcrypt
    private let handle: OpaquePointer

    /// Nil when the library is not there or does not have the digest.
    init?(_ algorithm: DigestAlgorithm) {
        guard let library = Libgcrypt.shared else { return nil }
        var handle: OpaquePointer?
        guard library.open(&handle, algorithm.gcryptNumber, 0) == 0, let handle else { return nil }
        self.algorithm = algorithm
        self.library = library
        self.handle = handle
    }

    deinit { library.close(handle) }

    func start() { library.reset(handle) }

    func update(_ bytes: UnsafeRawBufferPointer) { library.write(handle, bytes.baseAddress, bytes.count) }

    func finish() -> [UInt8] {
        guard let value = library.read(handle, algorithm.gcryptNumber) else { return [] }
        return Array(UnsafeBufferPointer(start: value, count: algorithm.length))
    }
}
