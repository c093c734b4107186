/// One thing that AIDE remembers of a file (`aide.conf(5)`, ATTRIBUTES).
///
/// The raw value is the attribute's bit in the database's `attr` field, which all versions from 0.16 to 0.19
/// share.
public enum Attribute: UInt8, Sendable, CaseIterable {
    case name = 0
    case linkName, permissions, user, group, size, accessTime, changeTime, modificationTime, inode, blockCount
    case linkCount, md5, sha1, rmd160, tiger, crc32, haval, gost, crc32b, attributes, accessList, blockSize
    case deviceNumber, device, allDigests, growingSize, checkInode, allowNewFile, allowRemovedFile, sha256,
        sha512
    case selinux, extendedAttributes, whirlpool, fileType, fileFlags, capabilities, stribog256, stribog512
    case growing, compressed, sha512_256, sha3_256, sha3_512

    /// The name in an attribute expression; nil for what no configuration may ask for.
    public var configurationName: String? { Self.table[Int(rawValue)].configuration }
    /// The label in a plain report.
    public var label: String? { Self.table[Int(rawValue)].label }
    /// The name of the database's column.
    public var column: String? { Self.table[Int(rawValue)].column }
    /// The member's name in a JSON report.
    public var member: String? { Self.table[Int(rawValue)].member }
    /// The letter of the summary string when the attribute has changed.
    public var letter: Character? { Self.table[Int(rawValue)].letter }
    /// The attribute as a set of one.
    public var bit: AttributeSet { AttributeSet(rawValue: 1 << UInt64(rawValue)) }

    private typealias Row = (
        configuration: String?, label: String?, column: String?, member: String?, letter: Character?
    )

    private static func digest(_ name: String) -> Row { (name, name.uppercased(), name, name, nil) }

    private static let table: [Row] = [
        (nil, nil, "name", "name", nil),
        ("l", "Lname", "lname", "link_name", "l"),
        ("p", "Perm", "perm", "perm", "p"),
        ("u", "Uid", "uid", "uid", "u"),
        ("g", "Gid", "gid", "gid", "g"),
        ("s", "Size", "size", "size", ">"),
        ("a", "Atime", "atime", "access_time", "a"),
        ("c", "Ctime", "ctime", "change_time", "c"),
        ("m", "Mtime", "mtime", "modify_time", "m"),
        ("i", "Inode", "inode", "inode", "i"),
        ("b", "Bcount", "bcount", "block_count", "b"),
        ("n", "Linkcount", "lcount", "link_count", "n"),
        digest("md5"), digest("sha1"), digest("rmd160"), digest("tiger"), digest("crc32"), digest("haval"),
        digest("gost"), digest("crc32b"),
        (nil, nil, "attr", nil, nil),
        ("acl", "ACL", "acl", "acl", "A"),
        (nil, nil, nil, nil, nil), (nil, nil, nil, nil, nil), (nil, nil, nil, nil, nil),
        (nil, nil, nil, nil, "H"),
        ("S", "Size (>)", nil, "growing_size", nil),
        ("I", nil, nil, nil, nil), ("ANF", nil, nil, nil, nil), ("ARF", nil, nil, nil, nil),
        digest("sha256"), digest("sha512"),
        ("selinux", "SELinux", "selinux", "selinux", "S"),
        ("xattrs", "XAttrs", "xattrs", "xattrs", "X"),
        digest("whirlpool"),
        ("ftype", "File type", nil, "file_type", "!"),
        ("e2fsattrs", "E2FSAttrs", "e2fsattrs", "e2fsattrs", "E"),
        ("caps", "Caps", "capabilities", "capabilities", "C"),
        digest("stribog256"), digest("stribog512"),
        ("growing", nil, nil, nil, nil), ("compressed", nil, nil, nil, nil),
        ("sha512_256", "SHA512/256", "sha512_256", "sha512-256", nil),
        ("sha3_256", "SHA3-256", "sha3_256", "sha3-256", nil),
        ("sha3_512", "SHA3-512", "sha3_512", "sha3-512", nil),
    ]
}
