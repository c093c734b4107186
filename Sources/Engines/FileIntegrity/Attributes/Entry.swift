/// What is known of one file: a line of a database.
public struct Entry: Equatable, Sendable {
    /// One digest of the content.
    public struct ContentDigest: Equatable, Sendable {
        /// The algorithm's attribute.
        public var attribute: Attribute
        /// The value.
        public var bytes: [UInt8]
    }

    /// One extended attribute.
    public struct ExtendedAttribute: Equatable, Sendable {
        /// The whole name, such as `user.comment`.
        public var name: [UInt8]
        /// The value.
        public var value: [UInt8]
    }

    /// The access control lists in their long text form (`acl(5)`).
    public struct AccessList: Equatable, Sendable {
        /// Who may use the file.
        public var access: [UInt8]?
        /// Who may use what is made in the directory.
        public var inherited: [UInt8]?
    }

    /// The name without the root prefix.
    public var path: [UInt8]
    /// What is known; the fields of other attributes say nothing.
    public var attributes: AttributeSet
    /// Type and permission bits.
    public var mode: Int64 = 0
    /// The owner.
    public var user: Int64 = 0
    /// The group.
    public var group: Int64 = 0
    /// Bytes.
    public var size: Int64 = 0
    /// Seconds since 1970.
    public var accessTime: Int64 = 0
    /// Seconds since 1970.
    public var changeTime: Int64 = 0
    /// Seconds since 1970.
    public var modificationTime: Int64 = 0
    /// The inode's number.
    public var inode: Int64 = 0
    /// Blocks of 512 bytes.
    public var blockCount: Int64 = 0
    /// How many names the file has.
    public var linkCount: Int64 = 0
    /// Where a symbolic link points.
    public var linkTarget: [UInt8]?
    /// The digests.
    public var digests: [ContentDigest] = []
    /// The access control lists.
    public var accessList: AccessList?
    /// The extended attributes `user.`, `security.` and `trusted.`.
    public var extended: [ExtendedAttribute] = []
    /// The SELinux context.
    public var context: [UInt8]?
    /// The flags of `chattr(1)`.
    public var flags: UInt64 = 0
    /// The file's capabilities in the text form of `cap_to_text(3)`.
    public var capabilities: [UInt8]?

    /// An entry of which only the name is known.
    public init(path: [UInt8], attributes: AttributeSet = []) {
        self.path = path
        self.attributes = attributes
    }

    /// The value of a digest; nil when it is not known.
    public func digest(_ attribute: Attribute) -> [UInt8]? {
        digests.first { $0.attribute == attribute }?.bytes
    }

    /// The type bits of the mode.
    var typeBits: Int64 { mode & 0o170000 }

    /// The same entry without the fields that its attributes do not name (the name, the mode and the inode
    /// stay).
    func stripped() -> Entry {
        var entry = self
        if !attributes.has(.linkName) { entry.linkTarget = nil }
        if !attributes.has(.user) { entry.user = 0 }
        if !attributes.has(.group) { entry.group = 0 }
        if !attributes.has(.accessTime) { entry.accessTime = 0 }
        if !attributes.has(.changeTime) { entry.changeTime = 0 }
        if !attributes.has(.modificationTime) { entry.modificationTime = 0 }
        if !attributes.has(.linkCount) { entry.linkCount = 0 }
        if !attributes.has(.blockCount) { entry.blockCount = 0 }
        if !keepsSize { entry.size = 0 }
        entry.digests.removeAll { !attributes.has($0.attribute) }
        if !attributes.has(.accessList) { entry.accessList = nil }
        if !attributes.has(.extendedAttributes) { entry.extended = [] }
        if !attributes.has(.selinux) { entry.context = nil }
        if !attributes.has(.fileFlags) { entry.flags = 0 }
        if !attributes.has(.capabilities) { entry.capabilities = nil }
        return entry
    }

    /// A growing file's size is needed to compare the digests of its beginning.
    private var keepsSize: Bool {
        attributes.has(.size) || attributes.has(.growingSize)
            || (attributes.has(.growing) && !attributes.isDisjoint(with: .digests))
    }
}
