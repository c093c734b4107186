/// What a script did to one file.
public struct FileChange: Sendable, Equatable {
    /// What became of it.
    public enum Kind: String, Sendable {
        /// It was not there before.
        case created
        /// It is gone.
        case removed
        /// Its contents, type, owner or permissions are others.
        case changed
    }

    /// The path on the machine.
    public let path: String
    /// The file as it was; nil when it was not there.
    public let before: FileState?
    /// The file as it is after the script; nil when it is gone.
    public let after: FileState?

    /// What became of it.
    public var kind: Kind { before == nil ? .created : after == nil ? .removed : .changed }

    /// Describes a change.
    public init(path: String, before: FileState?, after: FileState?) {
        self.path = path
        self.before = before
        self.after = after
    }
}

/// A file as a difference shows it.
public struct FileState: Sendable, Equatable {
    /// What kind of file it is, by its contents.
    public enum Contents: Sendable, Equatable {
        /// A directory.
        case directory
        /// A symbolic link and where it leads.
        case link(String)
        /// The bytes of a regular file.
        case bytes([UInt8])
        /// A regular file that is too large to be shown, and its size in bytes.
        case large(Int64)
        /// A device, FIFO or socket.
        case special
    }

    /// Permission bits, with the set-user-id, set-group-id and sticky bits.
    public let permissions: UInt32
    /// The owner's number.
    public let userID: UInt32
    /// The group's number.
    public let groupID: UInt32
    /// What is in it.
    public let contents: Contents

    /// Describes a file.
    public init(permissions: UInt32, userID: UInt32, groupID: UInt32, contents: Contents) {
        self.permissions = permissions
        self.userID = userID
        self.groupID = groupID
        self.contents = contents
    }

    /// Files larger than this are told of by their size only, in bytes.
    public static let contentsLimit = 1 << 20
}
