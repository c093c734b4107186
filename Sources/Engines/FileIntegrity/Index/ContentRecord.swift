import Digests

/// One file's digests in an index, and what they belong to.
///
/// Eight numbers of 64 bits, the lowest byte first, then the digests in the order of their attributes, filled up to
/// a multiple of eight bytes.
struct ContentRecord: Equatable, Sendable {
    /// The file.
    var key: ContentKey
    /// When the walk began that read it, in nanoseconds since 1970.
    var read: Int64
    /// What was computed.
    var digests: [Entry.ContentDigest]
    /// Whether the file had no extended attribute, where setting one changes the inode's time.
    var hasNoAttributes = false

    /// Bytes before the digests.
    static let headSize = 64
    /// Stands beside the digests' attributes when the file had no extended attribute.
    private static let noAttributes: UInt64 = 1 << 63

    /// The digests' attributes.
    var set: AttributeSet { AttributeSet(digests.map(\.attribute.bit)) }

    init(key: ContentKey, read: Int64, digests: [Entry.ContentDigest], hasNoAttributes: Bool = false) {
        self.key = key
        self.read = read
        self.digests = digests
        self.hasNoAttributes = hasNoAttributes
    }

    /// The attributes of the digests that a record's bytes hold.
    static func set(of record: UnsafeRawBufferPointer) -> AttributeSet {
        AttributeSet(rawValue: record.number(7) & ~noAttributes)
    }

    /// Whether a record's bytes say that the file had no extended attribute.
    static func hasNoAttributes(_ record: UnsafeRawBufferPointer) -> Bool {
        record.number(7) & noAttributes != 0
    }

    /// The size of a record with some digests; nil when one of them is none that a record can have.
    static func size(of set: AttributeSet) -> Int? {
        guard !set.isEmpty, set.isSubset(of: .digests) else { return nil }
        var size = headSize
        var rest = set.rawValue
        while rest != 0 {
            let length = lengths[rest.trailingZeroBitCount]
            if length == 0 { return nil }
            size += length
            rest &= rest - 1
        }
        return (size + 7) & ~7
    }

    /// The key that a record's bytes hold.
    static func key(of record: UnsafeRawBufferPointer) -> ContentKey {
        ContentKey(
            fileSystem: record.number(1), inode: record.number(0), generation: record.number(2),
            size: Int64(bitPattern: record.number(3)), modified: Int64(bitPattern: record.number(4)),
            changed: Int64(bitPattern: record.number(5)))
    }

    /// The digests of a record's bytes that are wanted, in the order of their attributes.
    static func digests(
        _ wanted: AttributeSet, of record: UnsafeRawBufferPointer
    ) -> [Entry.ContentDigest] {
        var found: [Entry.ContentDigest] = []
        var rest = set(of: record).rawValue
        var place = headSize
        while rest != 0 {
            let bit = rest.trailingZeroBitCount
            let length = lengths[bit]
            if wanted.rawValue & 1 << UInt64(bit) != 0, let attribute = Attribute(rawValue: UInt8(bit)) {
                let bytes = Array(record[place..<place + length])
                found.append(Entry.ContentDigest(attribute: attribute, bytes: bytes))
            }
            place += length
            rest &= rest - 1
        }
        return found
    }

    /// Appends the record's bytes; nothing when a digest has not its length.
    func append(to bytes: inout [UInt8]) {
        let digests = digests.sorted { $0.attribute.rawValue < $1.attribute.rawValue }
        guard let size = Self.size(of: set),
            digests.allSatisfy({ $0.bytes.count == Self.lengths[Int($0.attribute.rawValue)] })
        else { return }
        let end = bytes.count + size
        bytes.append(number: key.inode)
        bytes.append(number: key.fileSystem)
        bytes.append(number: key.generation)
        bytes.append(number: UInt64(bitPattern: key.size))
        bytes.append(number: UInt64(bitPattern: key.modified))
        bytes.append(number: UInt64(bitPattern: key.changed))
        bytes.append(number: UInt64(bitPattern: read))
        bytes.append(number: set.rawValue | (hasNoAttributes ? Self.noAttributes : 0))
        for digest in digests { bytes += digest.bytes }
        while bytes.count < end { bytes.append(0) }
    }

    /// The lengths of digests by their attributes; 0 for what is none.
    private static let lengths: [Int] = (0..<64).map { bit in
        guard let attribute = Attribute(rawValue: UInt8(bit)), AttributeSet.digests.has(attribute),
            let algorithm = DigestAlgorithm(rawValue: attribute.configurationName ?? "")
        else { return 0 }
        return algorithm.length
    }
}

extension UnsafeRawBufferPointer {
    /// One of the numbers that the bytes begin with.
    func number(_ index: Int) -> UInt64 {
        UInt64(littleEndian: loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
    }
}

extension [UInt8] {
    /// Appends a number, the lowest byte first.
    mutating func append(number: UInt64) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
