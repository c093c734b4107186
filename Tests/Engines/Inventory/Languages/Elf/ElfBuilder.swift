/// Writes programs of no code: sections, and one writable segment that has them all in memory.
struct ElfBuilder {
    var isWide = true
    var isBigEndian = false
    var hasSections = true
    /// The address that the file's first byte has in memory.
    var base: UInt64 = 0x40_0000
    var sections: [(name: String, content: [UInt8])] = []

    /// Where the content of the first section stands in the file.
    static let start = 256

    var bytes: [UInt8] {
        var content: [UInt8] = []
        var table: [(name: Int, offset: Int, size: Int)] = []
        var names: [UInt8] = [0]
        for section in sections + [(".shstrtab", [])] {
            while content.count % 16 != 0 { content.append(0) }
            let name = names.count
            names += Array(section.name.utf8) + [0]
            let data = section.name == ".shstrtab" ? names : section.content
            table.append((name, Self.start + content.count, data.count))
            content += data
        }
        while content.count % 16 != 0 { content.append(0) }
        let end = Self.start + content.count
        var head: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, isWide ? 2 : 1, isBigEndian ? 2 : 1, 1]
        head += [UInt8](repeating: 0, count: 9)
        head +=
            half(2) + half(62) + word(1) + address(0) + address(64) + address(hasSections ? UInt64(end) : 0)
        head += word(0) + half(isWide ? 64 : 52) + half(isWide ? 56 : 32) + half(1)
        head += half(isWide ? 64 : 40) + half(hasSections ? UInt16(table.count + 1) : 0)
        head += half(hasSections ? UInt16(table.count) : 0)
        while head.count < 64 { head.append(0) }
        head += segment(size: UInt64(content.count))
        while head.count < Self.start { head.append(0) }
        guard hasSections else { return head + content }
        var headers = [UInt8](repeating: 0, count: isWide ? 64 : 40)
        for one in table {
            headers += word(UInt32(one.name)) + word(1) + address(0) + address(0)
            headers +=
                address(UInt64(one.offset)) + address(UInt64(one.size)) + word(0) + word(0) + address(0)
                + address(0)
        }
        return head + content + headers
    }

    func half(_ number: UInt16) -> [UInt8] { ordered(number) }
    func word(_ number: UInt32) -> [UInt8] { ordered(number) }
    func address(_ number: UInt64) -> [UInt8] { isWide ? ordered(number) : ordered(UInt32(number)) }

    private func segment(size: UInt64) -> [UInt8] {
        let (offset, memory) = (address(UInt64(Self.start)), address(base + UInt64(Self.start)))
        let places = offset + memory + memory + address(size) + address(size)
        return isWide ? word(1) + word(6) + places + address(16) : word(1) + places + word(6) + address(16)
    }

    private func ordered<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: isBigEndian ? number.bigEndian : number.littleEndian) { Array($0) }
    }
}
