import Digests

/// Computes the root of a Merkle tree of leaves as they come (RFC 6962, section 2.1, with SHA-256).
///
/// Only the roots of the full subtrees on the way are kept: a million leaves take twenty of them.
///
/// ```swift
/// var tree = MerkleTree()
/// tree.append(tree.hashing.leaf(bytes))
/// let root = tree.root
/// ```
struct MerkleTree {
    /// The hashes of leaves and nodes, which begin with different bytes so that neither passes for the other.
    final class Hashing {
        private let bank = DigestBank([.sha256])

        func leaf(_ data: [UInt8]) -> [UInt8] { hash(0, data, []) }
        func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { hash(1, left, right) }
        /// The root of a tree without leaves.
        func nothing() -> [UInt8] {
            bank.start()
            return bank.finish().first ?? []
        }

        private func hash(_ domain: UInt8, _ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
            bank.start()
            withUnsafeBytes(of: domain) { bank.update($0) }
            first.withUnsafeBytes { bank.update($0) }
            second.withUnsafeBytes { bank.update($0) }
            return bank.finish().first ?? []
        }
    }

    let hashing = Hashing()
    /// How many leaves there are.
    private(set) var count = 0
    /// The roots of the full subtrees; one of 2^n leaves is at place n.
    private var subtrees: [[UInt8]?] = []

    /// Takes in the hash of the next leaf.
    mutating func append(_ leaf: [UInt8]) {
        count += 1
        var hash = leaf
        var level = 0
        while level < subtrees.count, let left = subtrees[level] {
            hash = hashing.node(left, hash)
            subtrees[level] = nil
            level += 1
        }
        if level == subtrees.count { subtrees.append(hash) } else { subtrees[level] = hash }
    }

    /// The root of all leaves so far.
    var root: [UInt8] {
        var root: [UInt8]?
        for case let subtree? in subtrees { root = root.map { hashing.node(subtree, $0) } ?? subtree }
        return root ?? hashing.nothing()
    }
}
