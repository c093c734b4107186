/// The flags of extended file systems in the order in which reports show them (`chattr(1)`, `lsattr(1)`).
public enum FileFlags {
    private static let letters: [(flag: UInt64, letter: UInt8)] = [
        (0x1, UInt8(ascii: "s")), (0x2, UInt8(ascii: "u")), (0x8, UInt8(ascii: "S")),
        (0x10000, UInt8(ascii: "D")),
        (0x10, UInt8(ascii: "i")), (0x20, UInt8(ascii: "a")), (0x40, UInt8(ascii: "d")),
        (0x80, UInt8(ascii: "A")),
        (0x4, UInt8(ascii: "c")), (0x800, UInt8(ascii: "E")), (0x4000, UInt8(ascii: "j")),
        (0x1000, UInt8(ascii: "I")), (0x8000, UInt8(ascii: "t")), (0x20000, UInt8(ascii: "T")),
        (0x80000, UInt8(ascii: "e")), (0x80_0000, UInt8(ascii: "C")), (0x200_0000, UInt8(ascii: "x")),
        (0x4000_0000, UInt8(ascii: "F")), (0x1000_0000, UInt8(ascii: "N")), (0x2000_0000, UInt8(ascii: "P")),
        (0x10_0000, UInt8(ascii: "V")), (0x400, UInt8(ascii: "m")),
    ]

    /// The flag of a letter; nil when no flag has it.
    static func flag(_ letter: UInt8) -> UInt64? { letters.first { $0.letter == letter }?.flag }

    /// All flags, `-` for one that is not set and `:` for one that is ignored.
    static func text(_ flags: UInt64, ignored: UInt64) -> String {
        String(
            decoding: letters.map { flag, letter in
                ignored & flag != 0 ? UInt8(ascii: ":") : flags & flag != 0 ? letter : UInt8(ascii: "-")
            }, as: UTF8.self)
    }

    /// The letters of the flags that are set.
    static func letters(of flags: UInt64) -> String {
        String(decoding: letters.filter { flags & $0.flag != 0 }.map(\.letter), as: UTF8.self)
    }
}
