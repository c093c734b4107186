/// The hashes of all leaves of a baseline's tree, in order: what names the first entry that differs, and what
/// proofs are made of.
///
/// They need no signature of their own: they are good when their root is the signed one.
public struct MerkleLeaves: Sendable, Equatable {
    /// The length of a hash in bytes.
    public static let width = 32

    /// The hashes one after the other.
    public private(set) var bytes: [UInt8] = []

    /// No leaves.
    public init() {}

    /// The leaves of some bytes; nil when a hash is cut off.
    public init?(bytes: [UInt8]) {
        guard bytes.count.isMultiple(of: Self.width) else { return nil }
        self.bytes = bytes
    }

    /// How many there are.
    public var count: Int { bytes.count / Self.width }

    /// The hash of a leaf.
    public subscript(index: Int) -> [UInt8] {
        Array(bytes[index * Self.width..<(index + 1) * Self.width])
    }

    mutating func append(_ hash: [UInt8]) { bytes += hash }

    /// The root of the tree.
    public var root: [UInt8] { root(of: 0..<count, MerkleTree.Hashing()) }

    /// What proves that a leaf is in the tree (RFC 6962, section 2.1.1); nil when there is no such leaf.
    public func proof(for index: Int) -> InclusionProof? {
        guard (0..<count).contains(index) else { return nil }
        let hashing = MerkleTree.Hashing()
        var path: [[UInt8]] = []
        var range = 0..<count
        while range.count > 1 {
            let middle = range.lowerBound + Self.largestPowerOfTwo(below: range.count)
            if index < middle {
                path.append(root(of: middle..<range.upperBound, hashing))
                range = range.lowerBound..<middle
            } else {
                path.append(root(of: range.lowerBound..<middle, hashing))
                range = middle..<range.upperBound
            }
        }
        return InclusionProof(index: index, count: count, path: path.reversed())
    }

    private func root(of range: Range<Int>, _ hashing: MerkleTree.Hashing) -> [UInt8] {
        if range.isEmpty { return hashing.nothing() }
        if range.count == 1 { return self[range.lowerBound] }
        let middle = range.lowerBound + Self.largestPowerOfTwo(below: range.count)
        return hashing.node(
            root(of: range.lowerBound..<middle, hashing), root(of: middle..<range.upperBound, hashing))
    }

    private static func largestPowerOfTwo(below count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
