/// Where an index has the record of an inode: a hash table of eight bytes a slot, made when the index is opened.
///
/// Made, not stored: what is read once to be checked can be entered as well, and there is nothing to get wrong.
final class ContentIndexTable: @unchecked Sendable {
    // Nothing writes to the slots after the initialiser, so threads may share them.

    /// The place divided by eight in the lower half, a part of the inode's hash in the upper; 0 for none.
    private let slots: UnsafeMutableBufferPointer<UInt64>

    /// Enters all records; nil when they do not fill the range or are not as many as they are said to be.
    init?(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, count: UInt64) {
        guard count <= UInt64(range.count / ContentRecord.headSize), range.upperBound >> 3 <= UInt32.max
        else {
            return nil
        }
        slots = .allocate(capacity: Int(count) + Int(count) / 2 + 2)
        slots.initialize(repeating: 0)
        var place = range.lowerBound
        var released = place
        for _ in 0..<count {
            guard place + ContentRecord.headSize <= range.upperBound else { return nil }
            let head = UnsafeRawBufferPointer(rebasing: bytes[place..<place + ContentRecord.headSize])
            guard let size = ContentRecord.size(of: ContentRecord.set(of: head)),
                place + size <= range.upperBound
            else { return nil }
            enter(place, Self.hash(head.number(1), head.number(0)))
            place += size
            if place - released > 1 << 20 {
                ContentIndexFile.release(released..<place, of: bytes)
                released = place
            }
        }
        guard place == range.upperBound else { return nil }
    }

    deinit { slots.deallocate() }

    /// The place of an inode's record that has some digests, or of its first when none has them all.
    func place(
        fileSystem: UInt64, inode: UInt64, wanted: AttributeSet, in bytes: UnsafeRawBufferPointer
    ) -> Int? {
        let hash = Self.hash(fileSystem, inode)
        var slot = start(hash)
        var first: Int?
        while slots[slot] != 0 {
            if slots[slot] >> 32 == hash >> 32 {
                let place = Int(slots[slot] & 0xFFFF_FFFF) << 3
                let head = UnsafeRawBufferPointer(rebasing: bytes[place..<place + ContentRecord.headSize])
                if head.number(0) == inode, head.number(1) == fileSystem {
                    if wanted.isSubset(of: ContentRecord.set(of: head)) { return place }
                    if first == nil { first = place }
                }
            }
            slot = next(slot)
        }
        return first
    }

    private func enter(_ place: Int, _ hash: UInt64) {
        var slot = start(hash)
        while slots[slot] != 0 { slot = next(slot) }
        slots[slot] = UInt64(place >> 3) | hash & ~0xFFFF_FFFF
    }

    private func next(_ slot: Int) -> Int { slot + 1 == slots.count ? 0 : slot + 1 }

    private func start(_ hash: UInt64) -> Int {
        // The lower half chooses the slot, the upper is kept in it.
        Int(((hash & 0xFFFF_FFFF) * UInt64(slots.count)) >> 32)
    }

    private static func hash(_ fileSystem: UInt64, _ inode: UInt64) -> UInt64 { Mix.mix(fileSystem, inode) }
}
