/// Finds the attributes by which two entries of a file differ.
struct EntryComparison {
    /// The digests of the first bytes of a file as it is now; nil when nothing can be read (two databases).
    var beginning: ((_ path: [UInt8], _ digests: AttributeSet, _ size: Int64) -> [Entry.ContentDigest])?

    /// The attributes that both entries know and that differ.
    ///
    /// - Parameter comparesDigests: whether the contents count.
    func changes(_ old: Entry, _ new: Entry, comparesDigests: Bool = true) -> AttributeSet {
        let both = old.attributes.intersection(new.attributes)
        var changed: AttributeSet = []
        func compare(_ attribute: Attribute, _ differs: @autoclosure () -> Bool) {
            if both.has(attribute), differs() { changed.insert(attribute.bit) }
        }
        let grows = old.attributes.has(.growing)
        func compareGrowing(_ attribute: Attribute, _ field: KeyPath<Entry, Int64>) {
            let (before, now) = (old[keyPath: field], new[keyPath: field])
            compare(attribute, grows ? before > now : before != now)
        }
        compare(.fileType, old.typeBits != new.typeBits)
        compare(.linkName, old.linkTarget != new.linkTarget)
        compare(.growingSize, old.size > new.size)
        compareGrowing(.size, \.size)
        compareGrowing(.blockCount, \.blockCount)
        compare(.permissions, old.mode != new.mode)
        compare(.user, old.user != new.user)
        compare(.group, old.group != new.group)
        compareGrowing(.accessTime, \.accessTime)
        compareGrowing(.modificationTime, \.modificationTime)
        compareGrowing(.changeTime, \.changeTime)
        compare(.inode, old.inode != new.inode)
        compare(.linkCount, old.linkCount != new.linkCount)
        if comparesDigests { changed.formUnion(changedDigests(old, new, both, grows)) }
        compare(.accessList, old.accessList != new.accessList)
        compare(.extendedAttributes, Self.sorted(old.extended) != Self.sorted(new.extended))
        compare(.selinux, old.context != new.context)
        compare(.fileFlags, old.flags != new.flags)
        compare(.capabilities, old.capabilities != new.capabilities)
        return changed
    }

    /// The attributes among some digests whose values differ.
    static func changedDigests(
        _ old: [Entry.ContentDigest], _ new: [Entry.ContentDigest], among wanted: AttributeSet
    ) -> AttributeSet {
        AttributeSet(
            wanted.intersection(.digests).members.filter { attribute in
                old.first { $0.attribute == attribute }?.bytes
                    != new.first { $0.attribute == attribute }?.bytes
            }.map(\.bit))
    }

    /// A growing file is unchanged when its beginning is.
    private func changedDigests(
        _ old: Entry, _ new: Entry, _ both: AttributeSet, _ grows: Bool
    ) -> AttributeSet {
        let changed = Self.changedDigests(old.digests, new.digests, among: both)
        guard !changed.isEmpty, grows, old.size < new.size, let beginning else { return changed }
        if old.size == 0 { return [] }
        let values = beginning(new.path, new.attributes.intersection(.digests), old.size)
        return Self.changedDigests(old.digests, values, among: both).isEmpty ? [] : changed
    }

    static func sorted(_ attributes: [Entry.ExtendedAttribute]) -> [Entry.ExtendedAttribute] {
        attributes.count < 2
            ? attributes : attributes.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }
}
