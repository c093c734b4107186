/// A number that stands for a path or a name: FNV-1a of its bytes (RFC draft-eastlake-fnv), 64 bits.
///
/// Who makes an image could aim at such a number, but he may write whatever he likes into its lists anyway; and it
/// has to be the same in every process, because findings are kept.
struct PathKey {
    /// The number of what was taken in so far.
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// The number of some bytes.
    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var key = PathKey()
        for byte in bytes { key.add(byte) }
        return key.value
    }

    /// Takes in a byte.
    @inline(__always)
    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

    /// The number of a path of which two spellings are the same file where `/bin` and `/lib` are links to `/usr`,
    /// as package managers list it and as it is found.
    ///
    /// - Parameter directory: a directory with its last slash, or nothing when `name` is the whole path.
    static func ofOwned(_ directory: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer) -> UInt64 {
        var key = PathKey()
        let whole = directory.isEmpty ? name : directory
        var start = whole.first == UInt8(ascii: "/") ? 1 : 0
        if whole.count - start > 7, merged.contains(where: { whole.dropFirst(start).starts(with: $0) }) {
            start += 4
        }
        for byte in whole.dropFirst(start) { key.add(byte) }
        if !directory.isEmpty { for byte in name { key.add(byte) } }
        return key.value
    }

    /// The number of a path in one piece.
    static func ofOwned(_ path: String) -> UInt64 {
        var path = path
        return path.withUTF8 {
            ofOwned(UnsafeRawBufferPointer(start: nil, count: 0), UnsafeRawBufferPointer($0))
        }
    }

    private static let merged = ["usr/lib", "usr/bin", "usr/sbin"].map { Array($0.utf8) }
}

/// Numbers with a set of readers each, found without hashing them again.
struct KeyTable: Sendable {
    /// Never more than half full, so that every search comes to an end.
    private var slots: [(key: UInt64, readers: UInt64)] = [(0, 0)]
    private var count = 0

    /// The readers of a key; none when it is not there.
    @inline(__always)
    subscript(_ key: UInt64) -> UInt64 {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: key >> 20) & mask
        while slots[place].readers != 0 {
            if slots[place].key == key { return slots[place].readers }
            place = (place + 1) & mask
        }
        return 0
    }

    /// Adds readers to those of a key.
    mutating func insert(_ key: UInt64, _ readers: UInt64) {
        if (count + 1) * 2 > slots.count {
            let old = slots
            slots = Array(repeating: (0, 0), count: max(16, slots.count * 2))
            count = 0
            for slot in old where slot.readers != 0 { insert(slot.key, slot.readers) }
        }
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: key >> 20) & mask
        while slots[place].readers != 0, slots[place].key != key { place = (place + 1) & mask }
        if slots[place].readers == 0 { count += 1 }
        slots[place] = (key, slots[place].readers | readers)
    }
}
