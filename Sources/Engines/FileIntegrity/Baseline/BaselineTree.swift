import Digests

/// What a database's entries are as one number: the root of the Merkle tree over them.
///
/// ```swift
/// let tree = try BaselineTree(.file("/var/lib/aide/aide.db"))
/// print(Hex.encode(tree.root), tree.count)
/// ```
public struct BaselineTree: Sendable, Equatable {
    /// The root.
    public let root: [UInt8]
    /// How many entries there are.
    public let count: Int

    init(root: [UInt8], count: Int) {
        self.root = root
        self.count = count
    }

    /// Reads a database, packed or not, in the order of paths.
    ///
    /// - Parameter onLeaf: is given each entry and the hash of its leaf.
    /// - Throws: ``DatabaseError``.
    public init(
        _ location: Location, onLeaf: (_ entry: Entry, _ hash: [UInt8]) -> Void = { _, _ in }
    ) throws(DatabaseError) {
        let entries = try DatabaseFile(location, digests: []).entries()
        var tree = MerkleTree()
        var canonical = CanonicalEntry()
        while let line = entries.next {
            let entry = try entries.decoder.entry(line)
            canonical.write(entry)
            let hash = tree.hashing.leaf(canonical.bytes)
            onLeaf(entry, hash)
            tree.append(hash)
            try entries.advance()
        }
        root = tree.root
        count = tree.count
    }

    /// The hashes of a database's leaves.
    ///
    /// - Throws: ``DatabaseError``.
    public static func leaves(_ location: Location) throws(DatabaseError) -> MerkleLeaves {
        var leaves = MerkleLeaves()
        _ = try BaselineTree(location) { _, hash in leaves.append(hash) }
        return leaves
    }

    /// The entry of a path and the proof that it is in the database; nil when it is not.
    ///
    /// - Throws: ``DatabaseError``.
    public static func proof(
        of path: [UInt8], in location: Location
    ) throws(DatabaseError) -> (entry: Entry, proof: InclusionProof)? {
        var leaves = MerkleLeaves()
        var found: (entry: Entry, index: Int)?
        _ = try BaselineTree(location) { entry, hash in
            if entry.path == path { found = (entry, leaves.count) }
            leaves.append(hash)
        }
        guard let found, let proof = leaves.proof(for: found.index) else { return nil }
        return (found.entry, proof)
    }
}
