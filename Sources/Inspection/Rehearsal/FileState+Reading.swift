import CLinux
import Glibc

extension FileState {
    /// Looks at a path itself, not at what a link leads to; nil when nothing is there.
    init?(path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw RehearsalError("looking at", path) }
            return nil
        }
        let contents: Contents =
            switch status.st_mode & S_IFMT {
            case S_IFDIR: .directory
            case S_IFLNK: .link(try Self.target(of: path))
            case S_IFREG where status.st_size > Self.contentsLimit: .large(Int64(status.st_size))
            case S_IFREG: .bytes(try FileCopy.read(path))
            default: .special
            }
        self.init(
            permissions: status.st_mode & 0o7777, userID: status.st_uid, groupID: status.st_gid,
            contents: contents)
    }

    static func target(of path: String) throws -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &buffer, buffer.count)
        guard count >= 0 else { throw RehearsalError("reading the link", path) }
        return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
