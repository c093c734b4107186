/// OpenSSL's digests (`EVP_DigestInit(3)`).
struct Libcrypto: Sendable {
    typealias NewContext = @convention(c) () -> OpaquePointer?
    typealias FreeContext = @convention(c) (OpaquePointer?) -> Void
    typealias Fetch =
        @convention(c) (OpaquePointer?, UnsafePointer<CChar>, UnsafePointer<CChar>?) -> OpaquePointer?
    typealias Start = @convention(c) (OpaquePointer?, OpaquePointer?, OpaquePointer?) -> Int32
    typealias Update = @convention(c) (OpaquePointer?, UnsafeRawPointer?, Int) -> Int32
    typealias Finish =
        @convention(c) (OpaquePointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<UInt32>?)
        -> Int32

    let newContext: NewContext
    let freeContext: FreeContext
    let fetch: Fetch
    let start: Start
    let update: Update
    let finish: Finish

    /// The library; nil on a machine without OpenSSL 3.
    static let shared = Libcrypto()

    private init?() {
        guard let library = SharedLibrary("libcrypto.so.3"),
            let newContext = library.function("EVP_MD_CTX_new", as: NewContext.self),
            let freeContext = library.function("EVP_MD_CTX_free", as: FreeContext.self),
            let fetch = library.function("EVP_MD_fetch", as: Fetch.self),
            let start = library.function("EVP_DigestInit_ex", as: Start.self),
            let update = library.function("EVP_DigestUpdate", as: Update.self),
            let finish = library.function("EVP_DigestFinal_ex", as: Finish.self)
        else { return nil }
        self.newContext = newContext
        self.freeContext = freeContext
        self.fetch = fetch
        self.start = start
        self.update = update
        self.finish = finish
    }
}

/// One digest that libcrypto computes.
final class LibcryptoDigest: RunningDigest {
    let algorithm: DigestAlgorithm
    private let library: Libcrypto
    private let kind: OpaquePointer
    private let context: OpaquePointer

    /// Nil when the library is not there or its provider refuses the digest, as FIPS mode refuses MD5.
    init?(_ algorithm: DigestAlgorithm) {
        guard let library = Libcrypto.shared, let name = algorithm.evpName,
            let kind = library.fetch(nil, name, nil), let context = library.newContext()
        else { return nil }
        guard library.start(context, kind, nil) == 1 else {
            library.freeContext(context)
            return nil
        }
        self.algorithm = algorithm
        self.library = library
        self.kind = kind
        self.context = context
    }

    deinit { library.freeContext(context) }

    func start() { _ = library.start(context, kind, nil) }

    func update(_ bytes: UnsafeRawBufferPointer) {
        _ = library.update(context, bytes.baseAddress, bytes.count)
    }

    func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: algorithm.length) { buffer, count in
            var written: UInt32 = 0
            _ = library.finish(context, buffer.baseAddress, &written)
            count = min(Int(written), algorithm.length)
        }
    }

    func finish(into place: UnsafeMutableRawBufferPointer) {
        var written: UInt32 = 0
        precondition(place.count >= algorithm.length)
        _ = library.finish(context, place.baseAddress?.assumingMemoryBound(to: UInt8.self), &written)
    }
}
