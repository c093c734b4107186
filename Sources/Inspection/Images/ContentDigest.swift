import Bytes
import Crypto

/// What names content in an image: an algorithm and the digest in hexadecimal (OCI image-spec 1.1, descriptor.md,
/// "Digests").
struct ContentDigest: Hashable, CustomStringConvertible {
    /// The algorithms that the standard registers and that are computed here.
    enum Algorithm: String { case sha256, sha512 }

    let algorithm: Algorithm
    let hex: String

    /// Reads `ALGORITHM:HEX`; nil for anything else, so that a digest is safe as a file's name.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let algorithm = Algorithm(rawValue: String(parts[0])) else { return nil }
        let count = algorithm == .sha256 ? 64 : 128
        guard parts[1].utf8.count == count,
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.algorithm = algorithm
        hex = String(parts[1])
    }

    fileprivate init(algorithm: Algorithm, bytes: some Sequence<UInt8>) {
        self.algorithm = algorithm
        hex = Hex.encode(bytes)
    }

    /// The digest of some bytes.
    static func of(_ bytes: [UInt8], _ algorithm: Algorithm = .sha256) -> ContentDigest {
        var digester = Digester(algorithm)
        bytes.withUnsafeBytes { digester.update($0) }
        return digester.finish()
    }

    var description: String { "\(algorithm.rawValue):\(hex)" }
}

/// Computes a digest piece by piece.
struct Digester {
    private var sha256 = SHA256()
    private var sha512 = SHA512()
    private let algorithm: ContentDigest.Algorithm

    init(_ algorithm: ContentDigest.Algorithm) { self.algorithm = algorithm }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        switch algorithm {
        case .sha256: sha256.update(bufferPointer: bytes)
        case .sha512: sha512.update(bufferPointer: bytes)
        }
    }

    func finish() -> ContentDigest {
        switch algorithm {
        case .sha256: ContentDigest(algorithm: algorithm, bytes: sha256.finalize())
        case .sha512: ContentDigest(algorithm: algorithm, bytes: sha512.finalize())
        }
    }
}
