/// The sections and segments of a program or library (System V ABI, "ELF"), of either width and byte order.
///
/// Only the tables are read; whatever they point at is checked when it is asked for.
struct ElfImage {
    struct Segment {
        let address: UInt64
        let offset: UInt64
        let size: UInt64
        let isWritable: Bool
    }

    static let magic: [UInt8] = [0x7F, 0x45, 0x4C, 0x46]
    /// Real programs have below 100; sections can be as many as functions when nobody linked.
    private static let sectionLimit: UInt64 = 1 << 17

    let numbers: ForeignNumbers
    let isWide: Bool
    /// The parts that are loaded into memory.
    private(set) var segments: [Segment] = []
    private var sections: (table: UInt64, size: UInt64, count: UInt64, names: UInt64) = (0, 0, 0, 0)

    /// Reads the tables' places; nil for anything but ELF.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 52, bytes.starts(with: Self.magic), bytes[4] == 1 || bytes[4] == 2,
            bytes[5] == 1 || bytes[5] == 2
        else { return nil }
        isWide = bytes[4] == 2
        numbers = ForeignNumbers(bytes, isBigEndian: bytes[5] == 2)
        readSegments()
        readSections()
    }

    /// The content of the first section of a name; nil when there is none or it lies outside of the file.
    func section(named name: String) -> UnsafeRawBufferPointer? {
        guard sections.count > 0, let names = content(ofSection: sections.names) else { return nil }
        let wanted = Array(name.utf8)
        for index in 0..<sections.count {
            guard let start = numbers.read(UInt32.self, at: sections.table + index * sections.size) else {
                return nil
            }
            guard start + UInt64(wanted.count) < UInt64(names.count) else { continue }
            let own = names[Int(start)...].prefix(wanted.count)
            if own.elementsEqual(wanted), names[Int(start) + wanted.count] == 0 {
                return content(ofSection: index)
            }
        }
        return nil
    }

    /// What a loaded program has at an address, to the end of its segment at most.
    func memory(at address: UInt64, count: UInt64) -> UnsafeRawBufferPointer? {
        for segment in segments where address >= segment.address {
            let place = address - segment.address
            guard place < segment.size, count <= segment.size - place else { continue }
            return segment.offset.addingReportingOverflow(place).overflow
                ? nil : numbers.slice(segment.offset + place, count)
        }
        return nil
    }

    /// An address as programs of this width write it.
    func address(at place: UnsafeRawBufferPointer, _ offset: UInt64, width: UInt64) -> UInt64? {
        let numbers = ForeignNumbers(place, isBigEndian: numbers.isBigEndian)
        return width == 8 ? numbers.read(UInt64.self, at: offset) : numbers.read(UInt32.self, at: offset)
    }

    private func word(_ offset: UInt64) -> UInt64? {
        isWide ? numbers.read(UInt64.self, at: offset) : numbers.read(UInt32.self, at: offset)
    }

    private mutating func readSegments() {
        guard let table = word(isWide ? 32 : 28), let size = numbers.read(UInt16.self, at: isWide ? 54 : 42),
            let count = numbers.read(UInt16.self, at: isWide ? 56 : 44), table < UInt64(numbers.bytes.count)
        else { return }
        for index in 0..<count {
            let start = table + index * size
            guard let type = numbers.read(UInt32.self, at: start),
                let flags = numbers.read(UInt32.self, at: start + (isWide ? 4 : 24)),
                let offset = word(start + (isWide ? 8 : 4)), let address = word(start + (isWide ? 16 : 8)),
                let fileSize = word(start + (isWide ? 32 : 16))
            else { return }
            if type == 1 {
                segments.append(
                    Segment(address: address, offset: offset, size: fileSize, isWritable: flags & 2 != 0))
            }
        }
    }

    private mutating func readSections() {
        guard let table = word(isWide ? 40 : 32), table != 0, table < UInt64(numbers.bytes.count),
            let size = numbers.read(UInt16.self, at: isWide ? 58 : 46), size >= (isWide ? 64 : 40),
            var count = numbers.read(UInt16.self, at: isWide ? 60 : 48),
            var names = numbers.read(UInt16.self, at: isWide ? 62 : 50)
        else { return }
        // Numbers that the header has no room for stand in the first section.
        if count == 0 { count = word(table + (isWide ? 32 : 20)) ?? 0 }
        if names == 0xFFFF { names = numbers.read(UInt32.self, at: table + (isWide ? 40 : 24)) ?? 0 }
        guard count <= Self.sectionLimit, names < count else { return }
        sections = (table, size, count, names)
    }

    private func content(ofSection index: UInt64) -> UnsafeRawBufferPointer? {
        let start = sections.table + index * sections.size
        // A section of no bytes in the file (SHT_NOBITS) has a size all the same.
        guard let type = numbers.read(UInt32.self, at: start + 4), type != 8,
            let offset = word(start + (isWide ? 24 : 16)), let size = word(start + (isWide ? 32 : 20))
        else { return nil }
        return numbers.slice(offset, size)
    }
}
