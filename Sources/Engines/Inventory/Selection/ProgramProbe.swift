/// Tells which programs in ELF say what they were made of, without reading more than their table of sections
/// (System V ABI, "Sections").
///
/// Go's linker makes a section `.go.buildinfo`, and cargo-auditable one named `.dep-v0`. Of the thousands of
/// programs of a machine few have one of them, and they are the large ones.
enum ProgramProbe {
    /// The names of sections that catalogers of programs read.
    private static let sections = [".go.buildinfo", ".dep-v0"].map { Array("\0\($0)\0".utf8) }
    /// The longest table that a linker makes stays far below.
    private static let tableLimit = 1 << 20

    /// What every program in ELF begins with.
    static let magic: [UInt8] = [0x7F, 0x45, 0x4C, 0x46]

    /// Whether a program is worth reading; `read` gives the bytes at an offset, or fewer at the file's end.
    ///
    /// One without a table of sections, as some packers leave it, is: only its content can tell.
    static func isWanted(size: Int, _ read: (_ offset: Int, _ count: Int) -> [UInt8]) -> Bool {
        // One call reads the head, and says too that a script is none.
        let head = read(0, 64)
        guard head.count >= 52, head.starts(with: magic), head[4] == 1 || head[4] == 2,
            head[5] == 1 || head[5] == 2
        else { return false }
        let (isWide, isLittle) = (head[4] == 2, head[5] == 1)
        guard head.count == 64 || !isWide else { return false }
        func number(_ bytes: [UInt8], _ offset: Int, _ width: Int) -> Int {
            guard offset + width <= bytes.count else { return 0 }
            var value: UInt64 = 0
            for index in 0..<width {
                value = value << 8 | UInt64(bytes[offset + (isLittle ? width - 1 - index : index)])
            }
            return Int(exactly: value) ?? .max
        }
        let start = isWide ? number(head, 40, 8) : number(head, 32, 4)
        let tail = isWide ? 58 : 46
        let (entrySize, count) = (number(head, tail, 2), number(head, tail + 2, 2))
        let names = number(head, tail + 4, 2)
        let least = isWide ? 64 : 40
        guard start > 0, count > 0, entrySize >= least, names < count, start <= size - entrySize * count
        else {
            return true
        }
        let entry = read(start + names * entrySize, least)
        guard entry.count == least else { return true }
        let place = isWide ? number(entry, 24, 8) : number(entry, 16, 4)
        let length = isWide ? number(entry, 32, 8) : number(entry, 20, 4)
        guard length <= tableLimit, place <= size, length <= size - place else { return true }
        let table = read(place, length)
        return sections.contains { contains(table, $0) }
    }

    /// Whether some bytes hold others; the first one is looked for alone, as it is rare enough.
    private static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
        guard bytes.count >= wanted.count else { return false }
        return bytes.indices.dropLast(wanted.count - 1).contains { start in
            bytes[start] == wanted[0] && bytes[start + 2] == wanted[2] && bytes[start...].starts(with: wanted)
        }
    }
}
