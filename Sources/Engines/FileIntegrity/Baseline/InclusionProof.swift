/// What proves that one entry is in a baseline, without the other entries.
public struct InclusionProof: Sendable, Equatable {
    /// The entry's place in the order of paths, from 0.
    public var index: Int
    /// How many entries the baseline has.
    public var count: Int
    /// The hashes beside the way from the leaf to the root.
    public var path: [[UInt8]]

    /// Makes a proof of its parts.
    public init(index: Int, count: Int, path: [[UInt8]]) {
        self.index = index
        self.count = count
        self.path = path
    }

    /// Whether the entry is in the tree of a root (RFC 9162, section 2.1.3.2).
    public func proves(_ entry: Entry, in root: [UInt8]) -> Bool {
        guard (0..<count).contains(index) else { return false }
        let hashing = MerkleTree.Hashing()
        var hash = hashing.leaf(CanonicalEntry.bytes(of: entry))
        var place = index
        var last = count - 1
        for beside in path {
            if last == 0 || beside.count != MerkleLeaves.width { return false }
            if place & 1 == 1 || place == last {
                hash = hashing.node(beside, hash)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = hashing.node(hash, beside)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }
}
