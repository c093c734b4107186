import Host

/// What a listing tells of a file: its kind, and mode and owner when they were asked for.
///
/// A host has few different looks, so what is decided by a look is decided once for very many files.
struct FileLook: Hashable, Sendable {
    var kind = FileKind.unknown
    var mode: UInt32 = 0
    var userID: UInt32 = 0
    var groupID: UInt32 = 0

    /// Whether mode and owner were asked for; a mode always carries type bits.
    var isKnown: Bool { mode != 0 }

    /// A file of which nothing but the kind is known.
    init(kind: FileKind) { self.kind = kind }

    /// The look of a file with a status.
    init(_ status: FileStatus) {
        kind = status.kind
        mode = status.mode
        userID = status.userID
        groupID = status.groupID
    }

    init(kind: FileKind, mode: UInt32, userID: UInt32, groupID: UInt32) {
        self.kind = kind
        self.mode = mode
        self.userID = userID
        self.groupID = groupID
    }
}

/// What tells a file from every other of its machine.
struct FileIdentity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64

    init(device: UInt64, inode: UInt64) {
        self.device = device
        self.inode = inode
    }

    init(_ status: FileStatus) { self.init(device: status.device, inode: status.inode) }
}
