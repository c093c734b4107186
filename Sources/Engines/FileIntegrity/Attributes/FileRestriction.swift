public import Host

/// The file types that a rule is restricted to; none means every type (`aide.conf(5)`, RESTRICTED RULES).
public struct FileRestriction: OptionSet, Sendable, Hashable {
    /// One bit a type.
    public let rawValue: UInt16

    /// A restriction of the bits of a number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    private static let letters: [(letter: UInt8, kind: FileKind?)] = [
        (UInt8(ascii: "f"), .regular), (UInt8(ascii: "d"), .directory), (UInt8(ascii: "p"), .fifo),
        (UInt8(ascii: "l"), .symbolicLink), (UInt8(ascii: "b"), .blockDevice),
        (UInt8(ascii: "c"), .characterDevice), (UInt8(ascii: "s"), .socket),
        // Solaris' doors and event ports: known to the language, never met on Linux.
        (UInt8(ascii: "D"), nil), (UInt8(ascii: "P"), nil),
    ]

    /// The restriction to one file type; nil when no type has this letter.
    public init?(letter: UInt8) {
        guard let index = Self.letters.firstIndex(where: { $0.letter == letter }) else { return nil }
        self.init(rawValue: 1 << UInt16(index))
    }

    /// The restriction that a file of some type fulfils; empty for an unknown type.
    public init(_ kind: FileKind) {
        let index = kind == .unknown ? nil : Self.letters.firstIndex { $0.kind == kind }
        self.init(rawValue: index.map { 1 << UInt16($0) } ?? 0)
    }

    /// The letter of a file type; `?` for an unknown one.
    public static func letter(of kind: FileKind) -> Character {
        let found = kind == .unknown ? nil : letters.first { $0.kind == kind }
        return found.map { Character(UnicodeScalar($0.letter)) } ?? "?"
    }

    /// The types in the peer's words: `f,d`, or `(none)`.
    public var text: String {
        let names = Self.letters.enumerated().filter { rawValue & (1 << UInt16($0.offset)) != 0 }
            .map { String(UnicodeScalar($0.element.letter)) }
        return names.isEmpty ? "(none)" : names.joined(separator: ",")
    }
}

extension FileRestriction {
    /// The file type that a letter stands for; nil when none does.
    public static func kind(letter: UInt8) -> FileKind? {
        guard let restriction = FileRestriction(letter: letter) else { return nil }
        let kinds: [FileKind] = [
            .regular, .directory, .fifo, .symbolicLink, .blockDevice, .characterDevice, .socket,
        ]
        return kinds.first { FileRestriction($0) == restriction } ?? .unknown
    }
}
