import Bytes

/// One digest while its content comes piece by piece; used again for the next content.
protocol RunningDigest: AnyObject {
    var algorithm: DigestAlgorithm { get }
    func start()
    func update(_ bytes: UnsafeRawBufferPointer)
    func finish() -> [UInt8]
    /// Writes the value to a place that has room for it.
    func finish(into place: UnsafeMutableRawBufferPointer)
}

extension RunningDigest {
    func finish(into place: UnsafeMutableRawBufferPointer) { place.copyBytes(from: finish()) }
}

/// Several digests of the same content, computed from one reading of it.
///
/// The fastest library that the machine has is loaded when the first bank is made: libcrypto, libgcrypt, or
/// the program's own code. A bank belongs to one thread.
///
/// ```swift
/// let bank = DigestBank([.sha512, .rmd160])
/// bank.start()
/// bank.update(piece)
/// let values = bank.finish()  // in the order of `bank.algorithms`
/// ```
public final class DigestBank {
    private let running: [any RunningDigest]
    /// What is computed: the algorithms asked for without those that the machine cannot compute.
    public let algorithms: [DigestAlgorithm]

    /// Makes a bank.
    public init(_ algorithms: [DigestAlgorithm]) {
        running = algorithms.compactMap { algorithm in
            LibcryptoDigest(algorithm) ?? LibgcryptDigest(algorithm) ?? OwnDigest(algorithm)
        }
        self.algorithms = running.map(\.algorithm)
    }

    /// Forgets everything and begins with new content.
    public func start() { for digest in running { digest.start() } }

    /// Takes in a piece.
    public func update(_ bytes: UnsafeRawBufferPointer) {
        if bytes.isEmpty { return }
        for digest in running { digest.update(bytes) }
    }

    /// The digests of all pieces since ``start()``, in the order of ``algorithms``.
    public func finish() -> [[UInt8]] { running.map { $0.finish() } }

    /// Writes the digests one after the other to a place, without memory of its own.
    ///
    /// - Parameter place: has room for as many bytes as the digests have together.
    public func finish(into place: UnsafeMutableRawBufferPointer) {
        var start = 0
        for digest in running {
            let end = start + digest.algorithm.length
            digest.finish(into: UnsafeMutableRawBufferPointer(rebasing: place[start..<end]))
            start = end
        }
    }

    /// The digests that this machine can compute.
    public static func available(among algorithms: [DigestAlgorithm]) -> [DigestAlgorithm] {
        DigestBank(algorithms).algorithms
    }
}

/// The program's own digests, where no library is.
private final class OwnDigest: RunningDigest {
    let algorithm: DigestAlgorithm
    private let kind: Digest.Algorithm
    private var digest: Digest

    init?(_ algorithm: DigestAlgorithm) {
        guard let kind = Digest.Algorithm(rawValue: algorithm.rawValue) else { return nil }
        self.algorithm = algorithm
        self.kind = kind
        digest = Digest(kind)
    }

    func start() { digest = Digest(kind) }
    func update(_ bytes: UnsafeRawBufferPointer) { digest.update(bytes) }
    func finish() -> [UInt8] { digest.finish() }
}
