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
    let hashing = Hashing()
    /// How many leaves there are.
    private(set) var count = 0
    /// The roots of the full subtrees one after the other, the smallest first.
    ///
    /// There is one of 2^n leaves at place n when bit n of ``count`` is set; what stands at the other places is left
    /// over.
    private var subtrees: [UInt8] = []

    /// Takes in the hash of the next leaf.
    mutating func append(_ leaf: [UInt8]) {
        hashing.hold(leaf)
        appendHeld()
    }

    /// Takes in the next leaf by its content.
    mutating func append(leaf content: [UInt8]) {
        hashing.holdLeaf(content)
        appendHeld()
    }

    /// The root of all leaves so far.
    var root: [UInt8] {
        var root: [UInt8]?
        var level = 0
        var rest = count
        while rest != 0 {
            if rest & 1 != 0 {
                let subtree = Array(subtrees[place(level)])
                root = root.map { hashing.node(subtree, $0) } ?? subtree
            }
            rest >>= 1
            level += 1
        }
        return root ?? hashing.nothing()
    }

    private func place(_ level: Int) -> Range<Int> {
        level * MerkleLeaves.width..<(level + 1) * MerkleLeaves.width
    }

    private mutating func appendHeld() {
        var level = 0
        while count & (1 << level) != 0 {
            hashing.joinHeld(after: subtrees[place(level)])
            level += 1
        }
        count += 1
        let place = place(level)
        if place.upperBound > subtrees.count {
            subtrees += [UInt8](repeating: 0, count: place.upperBound - subtrees.count)
        }
        subtrees.withUnsafeMutableBytes {
            hashing.writeHeld(to: UnsafeMutableRawBufferPointer(rebasing: $0[place]))
        }
    }
}

extension MerkleTree {
    /// The hashes of leaves and nodes, which begin with different bytes so that neither passes for the other.
    ///
    /// One hash can be held and joined with others without any memory for each: a check makes two for every file.
    final class Hashing {
        private let bank = DigestBank([.sha256])
        /// A node as it is hashed: its first byte, the left hash, and the held one at its right.
        private let node = UnsafeMutableRawBufferPointer.allocate(
            byteCount: 1 + 2 * MerkleLeaves.width, alignment: 8)
        private var right: UnsafeMutableRawBufferPointer {
            UnsafeMutableRawBufferPointer(rebasing: node[(1 + MerkleLeaves.width)...])
        }

        init() {
            node.initializeMemory(as: UInt8.self, repeating: 0)
            node[0] = 1
        }

        deinit { node.deallocate() }

        func leaf(_ data: [UInt8]) -> [UInt8] {
            holdLeaf(data)
            return Array(right)
        }

        func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
            hold(right)
            joinHeld(after: left[...])
            return Array(self.right)
        }

        /// The root of a tree without leaves.
        func nothing() -> [UInt8] {
            bank.start()
            return bank.finish().first ?? []
        }

        func hold(_ hash: [UInt8]) { right.copyBytes(from: hash) }

        func holdLeaf(_ data: [UInt8]) {
            bank.start()
            withUnsafeBytes(of: UInt8(0)) { bank.update($0) }
            data.withUnsafeBytes { bank.update($0) }
            bank.finish(into: right)
        }

        /// Holds the node of another hash and the held one.
        func joinHeld(after left: ArraySlice<UInt8>) {
            UnsafeMutableRawBufferPointer(rebasing: node[1..<1 + MerkleLeaves.width]).copyBytes(from: left)
            bank.start()
            bank.update(UnsafeRawBufferPointer(node))
            bank.finish(into: right)
        }

        func writeHeld(to place: UnsafeMutableRawBufferPointer) {
            place.copyMemory(from: UnsafeRawBufferPointer(right))
        }
    }
}
