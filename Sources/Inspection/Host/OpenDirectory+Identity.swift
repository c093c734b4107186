import CLinux
import Glibc

/// The file system that a directory stands on.
public struct FileSystemIdentity: Equatable, Sendable {
    /// The device number that its files have (`st_dev`).
    public var device: UInt64
    /// The kind (`f_type` of `statfs(2)`).
    public var magic: UInt32
    /// The file system's own number (`f_fsid`): made from its UUID by those that have one.
    public var identifier: UInt64
    /// The mount that leads to it; 0 when the kernel does not tell.
    public var mount: UInt64

    /// Makes an identity.
    public init(device: UInt64, magic: UInt32, identifier: UInt64, mount: UInt64) {
        self.device = device
        self.magic = magic
        self.identifier = identifier
        self.mount = mount
    }
}

extension OpenDirectory {
    /// The file system of the directory; nil when the kernel does not tell.
    public func fileSystem() -> FileSystemIdentity? {
        var numbers: [UInt64] = [0, 0, 0]
        var result = stat()
        guard martlet_file_system_identity(descriptor, &numbers) == 0, fstat(descriptor, &result) == 0 else {
            return nil
        }
        return FileSystemIdentity(
            device: UInt64(result.st_dev), magic: UInt32(truncatingIfNeeded: numbers[0]),
            identifier: numbers[1], mount: numbers[2])
    }

    /// A number for a name's file that no other file of the file system has had; 0 when it gives none.
    ///
    /// The inode's number is given again to other files, this is not. A link is not followed.
    public func handle(of name: [UInt8]) -> UInt64 {
        Self.withCString(name) { martlet_file_handle(descriptor, $0) }
    }
}
