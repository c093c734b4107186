import CLinux
import Glibc

/// What the kernel knows of a file (`stat(2)`).
public struct FileStatus: Equatable, Sendable {
    /// File type and permission bits.
    public var mode: UInt32
    /// The owner's number.
    public var userID: UInt32
    /// The group's number.
    public var groupID: UInt32
    /// Size in bytes.
    public var size: Int64
    /// Last access, in seconds since 1970.
    public var accessTime: Int64
    /// Last change of the inode, in seconds since 1970.
    public var changeTime: Int64
    /// Last change of the content, in seconds since 1970.
    public var modificationTime: Int64
    /// The device that holds the file.
    public var device: UInt64
    /// The inode's number on its device.
    public var inode: UInt64
    /// The device that a device file stands for; 0 for other files.
    public var deviceNumber: UInt64
    /// How many names the file has.
    public var linkCount: UInt64
    /// How many blocks of 512 bytes it takes.
    public var blockCount: Int64
    /// The part of ``modificationTime`` below a second, in nanoseconds.
    public var modificationNanoseconds: Int64
    /// The part of ``changeTime`` below a second, in nanoseconds.
    public var changeNanoseconds: Int64

    /// The type bits of ``mode``.
    public var kind: FileKind { FileKind(mode: mode) }

    init(_ status: stat) {
        mode = status.st_mode
        userID = status.st_uid
        groupID = status.st_gid
        size = Int64(status.st_size)
        accessTime = Int64(status.st_atim.tv_sec)
        changeTime = Int64(status.st_ctim.tv_sec)
        modificationTime = Int64(status.st_mtim.tv_sec)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        deviceNumber = UInt64(status.st_rdev)
        linkCount = UInt64(status.st_nlink)
        blockCount = Int64(status.st_blocks)
        modificationNanoseconds = Int64(status.st_mtim.tv_nsec)
        changeNanoseconds = Int64(status.st_ctim.tv_nsec)
    }
}

/// The type of a file.
public enum FileKind: UInt8, Sendable {
    /// A regular file.
    case regular
    /// A directory.
    case directory
    /// A symbolic link.
    case symbolicLink
    /// A block device.
    case blockDevice
    /// A character device.
    case characterDevice
    /// A named pipe.
    case fifo
    /// A Unix-domain socket.
    case socket
    /// The system did not say.
    case unknown

    /// The type in a `st_mode`.
    public init(mode: UInt32) {
        switch mode & S_IFMT {
        case S_IFREG: self = .regular
        case S_IFDIR: self = .directory
        case S_IFLNK: self = .symbolicLink
        case S_IFBLK: self = .blockDevice
        case S_IFCHR: self = .characterDevice
        case S_IFIFO: self = .fifo
        case S_IFSOCK: self = .socket
        default: self = .unknown
        }
    }
}
