/// The one way in which an entry is written as bytes for the baseline's tree.
///
/// A version byte, then all that the entry carries in a fixed order. Numbers are eight bytes, the highest first;
/// texts are preceded by their length, and what may be missing by a byte that says whether it is there, so that no
/// two entries have the same bytes. Digests are sorted by their attribute and extended attributes by their name,
/// because files of a database may hold them in any order.
struct CanonicalEntry {
    /// The version of this encoding.
    static let version: UInt8 = 1

    private(set) var bytes: [UInt8] = []

    /// Begins with nothing; the memory is used again for every entry.
    init() { bytes.reserveCapacity(1024) }

    /// The bytes of one entry.
    static func bytes(of entry: Entry) -> [UInt8] {
        var writer = CanonicalEntry()
        writer.write(entry)
        return writer.bytes
    }

    /// Replaces what was written by an entry.
    mutating func write(_ entry: Entry) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(Self.version)
        append(entry.path)
        append(entry.attributes.rawValue)
        append(entry.mode)
        append(entry.user)
        append(entry.group)
        append(entry.size)
        append(entry.accessTime)
        append(entry.changeTime)
        append(entry.modificationTime)
        append(entry.inode)
        append(entry.blockCount)
        append(entry.linkCount)
        append(entry.linkTarget)
        append(UInt64(entry.digests.count))
        append(entry.digests)
        bytes.append(entry.accessList == nil ? 0 : 1)
        if let list = entry.accessList {
            append(list.access)
            append(list.inherited)
        }
        append(UInt64(entry.extended.count))
        for attribute in EntryComparison.sorted(entry.extended) {
            append(attribute.name)
            append(attribute.value)
        }
        append(entry.context)
        append(entry.flags)
        append(entry.capabilities)
    }

    private mutating func append(_ digests: [Entry.ContentDigest]) {
        // Most files have one.
        let ordered =
            digests.count < 2 ? digests : digests.sorted { $0.attribute.rawValue < $1.attribute.rawValue }
        for digest in ordered {
            bytes.append(digest.attribute.rawValue)
            append(digest.bytes)
        }
    }

    private mutating func append(_ number: Int64) { append(UInt64(bitPattern: number)) }

    private mutating func append(_ number: UInt64) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ text: [UInt8]) {
        append(UInt64(text.count))
        bytes += text
    }

    private mutating func append(_ text: [UInt8]?) {
        bytes.append(text == nil ? 0 : 1)
        if let text { append(text) }
    }
}
