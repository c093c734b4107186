/// The header of one installed package: an index of tagged fields over a store of their bytes.
///
/// Written for bytes that nobody vouches for: every offset and count is checked before it is used, and a field
/// that does not fit is absent.
public struct RPMHeader: Sendable {
    private let bytes: ArraySlice<UInt8>
    private let entries: [Entry]
    private let storeStart: Int

    private struct Entry: Sendable {
        let tag: RPMTag
        let type: UInt32
        let offset: Int
        let count: Int
    }

    /// Real headers stay far below; RPM itself refuses more.
    private static let entryLimit = 65_536

    /// Reads a header as databases hold it, without the lead of a package file; nil when it is none.
    public init?(_ bytes: ArraySlice<UInt8>) {
        guard let count = bytes.bigEndian32(at: 0), let size = bytes.bigEndian32(at: 4),
            count > 0, count <= Self.entryLimit, size <= 256 << 20,
            8 + 16 * Int(count) + Int(size) <= bytes.count
        else { return nil }
        storeStart = 8 + 16 * Int(count)
        self.bytes = bytes.prefix(storeStart + Int(size))
        entries = (0..<Int(count)).compactMap { index in
            let start = 8 + 16 * index
            guard let tag = bytes.bigEndian32(at: start), let type = bytes.bigEndian32(at: start + 4),
                let offset = bytes.bigEndian32(at: start + 8), let count = bytes.bigEndian32(at: start + 12),
                offset <= size
            else { return nil }
            return Entry(tag: RPMTag(rawValue: tag), type: type, offset: Int(offset), count: Int(count))
        }
    }

    /// The first text of a field, or nil; of a text in several languages the first.
    public func string(_ tag: RPMTag) -> String? { strings(tag, limit: 1).first }

    /// The texts of a field; empty when it is absent or of another type.
    public func strings(_ tag: RPMTag) -> [String] { strings(tag, limit: .max) }

    /// The number of a field, or nil.
    public func integer(_ tag: RPMTag) -> UInt64? { integers(tag).first }

    /// The numbers of a field of any width; empty when it is absent, of another type or cut short.
    public func integers(_ tag: RPMTag) -> [UInt64] {
        guard let entry = entries.first(where: { $0.tag == tag }) else { return [] }
        let width: Int
        switch entry.type {
        case 1, 2: width = 1
        case 3: width = 2
        case 4: width = 4
        case 5: width = 8
        default: return []
        }
        guard entry.count <= (bytes.count - storeStart - entry.offset) / width else { return [] }
        let start = bytes.startIndex + storeStart + entry.offset
        return (0..<entry.count).map { index in
            let first = start + index * width
            return bytes[first..<(first + width)].reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    /// The bytes of a binary field, or nil.
    public func binary(_ tag: RPMTag) -> [UInt8]? {
        guard let entry = entries.first(where: { $0.tag == tag }), entry.type == 7,
            entry.count <= bytes.count - storeStart - entry.offset
        else { return nil }
        let start = bytes.startIndex + storeStart + entry.offset
        return Array(bytes[start..<(start + entry.count)])
    }

    /// Whether the field is there.
    public func has(_ tag: RPMTag) -> Bool { entries.contains { $0.tag == tag } }

    private func strings(_ tag: RPMTag, limit: Int) -> [String] {
        texts(tag, limit: limit).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The texts of a field as their bytes.
    func texts(_ tag: RPMTag, limit: Int = .max) -> [ArraySlice<UInt8>] {
        guard let entry = entries.first(where: { $0.tag == tag }), [6, 8, 9].contains(entry.type) else {
            return []
        }
        var result: [ArraySlice<UInt8>] = []
        var rest = bytes[(bytes.startIndex + storeStart + entry.offset)...]
        let count = entry.type == 6 ? min(1, limit) : min(entry.count, limit)
        while result.count < count, let end = rest.firstIndex(of: 0) {
            result.append(rest[..<end])
            rest = rest[(end + 1)...]
        }
        return result
    }

    /// The bytes that the header's own digests cover, as they were in the package file.
    ///
    /// That is the region that the tag `headerImmutable` spans; nil when the header has no such region.
    /// The fields that RPM added when it installed the package stand behind the region and are left out.
    func immutableRegion() -> [UInt8]? {
        guard let first = entries.first, first.tag == .headerImmutable, first.type == 7, first.count == 16,
            first.offset + 16 <= bytes.count - storeStart
        else { return nil }
        let trailer = bytes.startIndex + storeStart + first.offset
        // The trailer is an index entry whose offset is the region's index size, negative.
        guard let negative = bytes[trailer...].bigEndian32(at: 8) else { return nil }
        let indexSize = -Int(Int32(bitPattern: negative))
        guard indexSize >= 16, indexSize % 16 == 0, indexSize / 16 <= entries.count else { return nil }
        let count = indexSize / 16
        let storeSize = first.offset + 16
        func bigEndian(_ number: Int) -> [UInt8] {
            (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
        }
        let index = bytes.startIndex + 8
        let store = bytes.startIndex + storeStart
        return [0x8E, 0xAD, 0xE8, 0x01, 0, 0, 0, 0] + bigEndian(count) + bigEndian(storeSize)
            + bytes[index..<(index + indexSize)] + bytes[store..<(store + storeSize)]
    }
}

extension ArraySlice<UInt8> {
    /// The number of 32 bits at an offset from the slice's start, or nil beyond its end.
    func bigEndian32(at offset: Int) -> UInt32? { number(at: offset).map { UInt32(bigEndian: $0) } }

    /// The number of 32 bits at an offset from the slice's start, or nil beyond its end.
    func littleEndian32(at offset: Int) -> UInt32? { number(at: offset).map { UInt32(littleEndian: $0) } }

    private func number(at offset: Int) -> UInt32? {
        guard offset >= 0, offset <= count - 4 else { return nil }
        return withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }
    }
}
