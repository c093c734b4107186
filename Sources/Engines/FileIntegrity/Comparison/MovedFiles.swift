/// Finds among differences the files that only got another name in their directory: by their inode (`I`), or
/// packed by a rotation (`compressed`).
struct MovedFiles {
    let comparison: EntryComparison
    /// The digests of a packed file's unpacked content; nil when nothing can be read.
    var unpacked: ((_ path: [UInt8], _ digests: AttributeSet) -> [Entry.ContentDigest])?

    private static let ignored = AttributeSet(
        .allowNewFile, .allowRemovedFile, .checkInode, .compressed, .growing)

    /// Marks the moved ones.
    func mark(_ differences: inout [Difference]) {
        let isWanted = differences.contains {
            $0.old?.attributes.has(.checkInode) ?? false || $0.new?.attributes.has(.compressed) ?? false
        }
        if !isWanted { return }
        let directories = Dictionary(grouping: differences.indices) {
            RuleTree.parent(of: differences[$0].path)
        }
        for (_, members) in directories.sorted(by: { $0.value[0] < $1.value[0] }) {
            for target in members where differences[target].new != nil {
                if markPacked(target, members, &differences) { continue }
                markByInode(target, members, &differences)
            }
        }
    }

    private func markPacked(_ target: Int, _ members: [Int], _ differences: inout [Difference]) -> Bool {
        guard let new = differences[target].new, new.attributes.has(.compressed), let unpacked else {
            return false
        }
        let wanted = new.attributes.intersection(.digests)
        if wanted.isEmpty { return false }
        let values = unpacked(new.path, wanted)
        if values.isEmpty { return false }
        let source = members.first { member in
            guard let old = differences[member].old else { return false }
            return EntryComparison.changedDigests(old.digests, values, among: wanted).isEmpty
        }
        guard let source, let old = differences[source].old else { return false }
        let others = AttributeSet(.changeTime, .size, .blockCount, .inode)
        guard isSameKind(old, new), comparison.changes(old, new, comparesDigests: false).isSubset(of: others)
        else {
            return false
        }
        differences[target].isMovedIn = true
        differences[source].isMovedOut = true
        return true
    }

    private func markByInode(_ target: Int, _ members: [Int], _ differences: inout [Difference]) {
        guard let new = differences[target].new else { return }
        let source = members.first { member in
            guard member != target, !differences[member].isMovedOut, let old = differences[member].old else {
                return false
            }
            return old.attributes.has(.checkInode) && old.inode == new.inode
        }
        guard let source, let old = differences[source].old, isSameKind(old, new),
            comparison.changes(old, new).isSubset(of: Attribute.changeTime.bit)
        else { return }
        differences[target].isMovedIn = true
        differences[source].isMovedOut = true
    }

    private func isSameKind(_ old: Entry, _ new: Entry) -> Bool {
        old.attributes.symmetricDifference(new.attributes).isSubset(of: Self.ignored)
    }
}
