/// A cryptographic digest that is computed piece by piece (FIPS 180-4, RFC 1321).
///
/// Written here because an engine must also answer for MD5, SHA-1 and SHA-224, which old content and package
/// databases still name, and because an engine stands on nothing heavy.
///
/// ```swift
/// var digest = Digest(.sha256)
/// digest.update(bytes)
/// print(Hex.encode(digest.finish()))
/// ```
public struct Digest: Sendable {
    /// The algorithms.
    public enum Algorithm: String, Sendable, CaseIterable {
        /// MD5, 16 bytes.
        case md5
        /// SHA-1, 20 bytes.
        case sha1
        /// SHA-224, 28 bytes.
        case sha224
        /// SHA-256, 32 bytes.
        case sha256
        /// SHA-384, 48 bytes.
        case sha384
        /// SHA-512, 64 bytes.
        case sha512
    }

    /// The algorithm that computes the digest.
    public let algorithm: Algorithm

    private enum State: Sendable {
        case md5(MD5)
        case sha1(SHA1)
        case sha256(SHA256)
        case sha512(SHA512)
    }

    private var state: State
    /// What waits for a whole block.
    private var pending: [UInt8] = []
    private var count = 0

    /// A digest of nothing yet.
    public init(_ algorithm: Algorithm) {
        self.algorithm = algorithm
        switch algorithm {
        case .md5: state = .md5(MD5())
        case .sha1: state = .sha1(SHA1())
        case .sha224: state = .sha256(SHA256(isShort: true))
        case .sha256: state = .sha256(SHA256(isShort: false))
        case .sha384: state = .sha512(SHA512(isShort: true))
        case .sha512: state = .sha512(SHA512(isShort: false))
        }
    }

    /// The digest of some bytes in one call.
    public static func of(_ bytes: [UInt8], _ algorithm: Algorithm) -> [UInt8] {
        var digest = Digest(algorithm)
        digest.update(bytes)
        return digest.finish()
    }

    /// Takes in more bytes.
    public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

    /// Takes in more bytes without copying whole blocks.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        count += bytes.count
        var rest = bytes[...]
        if !pending.isEmpty {
            let taken = rest.prefix(blockSize - pending.count)
            pending.append(contentsOf: taken)
            rest = rest.dropFirst(taken.count)
            if pending.count < blockSize { return }
            let block = pending
            block.withUnsafeBytes { absorb($0) }
            pending.removeAll(keepingCapacity: true)
        }
        let whole = rest.count - rest.count % blockSize
        if whole > 0 { absorb(UnsafeRawBufferPointer(rebasing: rest.prefix(whole))) }
        pending.append(contentsOf: rest.dropFirst(whole))
    }

    /// The digest's bytes; the value takes in no more afterwards.
    public mutating func finish() -> [UInt8] {
        let bits = UInt64(count) &* 8
        let lengthSize = blockSize / 8
        var tail = pending + [0x80]
        while tail.count % blockSize != blockSize - lengthSize { tail.append(0) }
        if lengthSize == 16 { tail += [UInt8](repeating: 0, count: 8) }
        let length = (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * $0)) }
        tail += algorithm == .md5 ? length.reversed() : length
        tail.withUnsafeBytes { absorb($0) }
        pending = []
        switch state {
        case .md5(let state): return state.bytes
        case .sha1(let state): return state.bytes
        case .sha256(let state): return Array(state.bytes.prefix(algorithm == .sha224 ? 28 : 32))
        case .sha512(let state): return Array(state.bytes.prefix(algorithm == .sha384 ? 48 : 64))
        }
    }

    private var blockSize: Int { if case .sha512 = state { 128 } else { 64 } }

    private mutating func absorb(_ blocks: UnsafeRawBufferPointer) {
        switch state {
        case .md5(var state):
            state.absorb(blocks)
            self.state = .md5(state)
        case .sha1(var state):
            state.absorb(blocks)
            self.state = .sha1(state)
        case .sha256(var state):
            state.absorb(blocks)
            self.state = .sha256(state)
        case .sha512(var state):
            state.absorb(blocks)
            self.state = .sha512(state)
        }
    }
}

extension FixedWidthInteger {
    /// The value turned left by some bits.
    @inline(__always)
    func turned(left bits: Self) -> Self { self &<< bits | self &>> (Self(Self.bitWidth) &- bits) }

    /// The value turned right by some bits.
    @inline(__always)
    func turned(right bits: Self) -> Self { self &>> bits | self &<< (Self(Self.bitWidth) &- bits) }

    /// The value's bytes, the most significant first.
    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
