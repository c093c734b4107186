public import Host

/// What a commit says of a file or directory besides its content.
public struct OSTreeMetadata: Sendable, Equatable {
    /// An extended attribute.
    public struct Attribute: Sendable, Equatable {
        /// The name, such as `security.selinux`.
        public var name: [UInt8]
        /// The value.
        public var value: [UInt8]
    }

    /// The owner's number.
    public var user: UInt32
    /// The group's number.
    public var group: UInt32
    /// Type and permission bits.
    public var mode: UInt32
    /// Where a symbolic link leads; nil for what is none.
    public var linkTarget: [UInt8]?
    /// The extended attributes in the order of their names.
    public var attributes: [Attribute]

    /// The type.
    public var kind: FileKind { FileKind(mode: mode) }

    init(user: UInt32, group: UInt32, mode: UInt32, linkTarget: [UInt8]? = nil, attributes: [Attribute] = [])
    {
        self.user = user
        self.group = group
        self.mode = mode
        self.linkTarget = linkTarget
        self.attributes = attributes
    }

    /// Reads `(uuua(ayay))`: what is said of a directory, or of a file of a repository whose files are not the
    /// owner's; nil when the bytes are no such value.
    init?(directory bytes: [UInt8]) {
        guard let members = GVariantBytes(bytes).members(Self.numbers(3) + [.variable(alignment: 1)]),
            let attributes = Self.attributes(members[3])
        else { return nil }
        self.init(
            user: Self.number(members[0]), group: Self.number(members[1]), mode: Self.number(members[2]),
            attributes: attributes)
    }

    /// Reads `(tuuuusa(ayay))`, which stands before a packed file; nil when the bytes are no such value.
    ///
    /// - Returns: the metadata and the size of the content.
    static func packed(_ bytes: [UInt8]) -> (metadata: OSTreeMetadata, size: UInt64)? {
        let layout =
            [.fixed(size: 8, alignment: 8)] + numbers(4) + [.variable(alignment: 1), .variable(alignment: 1)]
        guard let members = GVariantBytes(bytes).members(layout), let size = members[0].bigEndian,
            let target = members[5].text, let attributes = attributes(members[6])
        else { return nil }
        let mode = number(members[3])
        let metadata = OSTreeMetadata(
            user: number(members[1]), group: number(members[2]), mode: mode,
            linkTarget: FileKind(mode: mode) == .symbolicLink ? Array(target) : nil, attributes: attributes)
        return (metadata, size)
    }

    /// What the checksum of a file begins with: the size of `(uuuusa(ayay))`, four zeros, and that value.
    var header: [UInt8] {
        var value: [UInt8] = []
        for number in [user, group, mode, 0] { value.append(bigEndian: number) }
        value += (linkTarget ?? []) + [0]
        let textEnd = value.count
        value += Self.serialised(attributes)
        // The text's end is kept after everything, in as few bytes as the whole needs.
        let width = Self.width(of: value.count, places: 1)
        value.append(littleEndian: textEnd, width: width)
        var header: [UInt8] = []
        header.append(bigEndian: UInt32(value.count))
        return header + [0, 0, 0, 0] + value
    }

    private static func numbers(_ count: Int) -> [GVariantBytes.Member] {
        Array(repeating: .fixed(size: 4, alignment: 4), count: count)
    }

    private static func number(_ part: GVariantBytes) -> UInt32 {
        UInt32(truncatingIfNeeded: part.bigEndian ?? 0)
    }

    private static func attributes(_ part: GVariantBytes) -> [Attribute]? {
        guard let elements = part.elements() else { return nil }
        var found: [Attribute] = []
        for element in elements {
            guard let pair = element.members([.variable(alignment: 1), .variable(alignment: 1)]),
                let name = pair[0].text
            else { return nil }
            found.append(Attribute(name: Array(name), value: Array(pair[1].content)))
        }
        return found
    }

    /// `a(ayay)`; names end with a zero.
    private static func serialised(_ attributes: [Attribute]) -> [UInt8] {
        var array: [UInt8] = []
        var ends: [Int] = []
        for attribute in attributes {
            var pair = attribute.name + [0]
            let nameEnd = pair.count
            pair += attribute.value
            pair.append(littleEndian: nameEnd, width: width(of: pair.count, places: 1))
            array += pair
            ends.append(array.count)
        }
        let width = width(of: array.count, places: ends.count)
        for end in ends { array.append(littleEndian: end, width: width) }
        return array
    }

    /// How many bytes a place takes in a container of so many bytes and places.
    private static func width(of size: Int, places: Int) -> Int {
        [1, 2, 4].first { size + places * $0 < 1 << ($0 * 8) } ?? 8
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian number: UInt32) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    fileprivate mutating func append(littleEndian number: Int, width: Int) {
        for index in 0..<width { append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
    }
}
