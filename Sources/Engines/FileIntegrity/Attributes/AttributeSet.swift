/// Some attributes, as the `attr` field of a database holds them.
public struct AttributeSet: OptionSet, Sendable, Hashable {
    /// One bit an attribute; ``Attribute`` names them.
    public let rawValue: UInt64

    /// A set of the bits of a number.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// A set of some attributes.
    public init(_ attributes: Attribute...) {
        self.init(attributes.lazy.map(\.bit))
    }

    /// Whether an attribute is in the set.
    public func has(_ attribute: Attribute) -> Bool { rawValue & attribute.bit.rawValue != 0 }

    /// The attributes in the order of their bits.
    public var members: [Attribute] { Attribute.allCases.filter(has) }

    /// Everything that is a digest of a file's content.
    public static let digests = AttributeSet(
        .md5, .sha1, .rmd160, .tiger, .crc32, .haval, .gost, .crc32b, .sha256, .sha512, .whirlpool,
        .stribog256,
        .stribog512, .sha512_256, .sha3_256, .sha3_512)

    /// What only some file systems know of a file (the group `X`).
    public static let extended = AttributeSet(
        .accessList, .selinux, .extendedAttributes, .fileFlags, .capabilities)

    /// The set as an attribute expression: `p+u+sha256`.
    public var expression: String { difference(from: []) }

    /// What has to be added to and taken from an older set, as the peer writes it: `l+p-sha1+sha256` from
    /// nothing, `+acl-md5` from something.
    public func difference(from old: AttributeSet) -> String {
        var text = ""
        for attribute in symmetricDifference(old).members {
            guard let name = attribute.configurationName else { continue }
            if !text.isEmpty || !old.isEmpty { text += has(attribute) ? "+" : "-" }
            text += name
        }
        return text
    }
}
