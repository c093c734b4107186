import CLinux
import Glibc

extension Host {
    /// The status of the file at a path.
    ///
    /// - Parameter followingLinks: whether a symbolic link at the end of the path is followed.
    public func status(of path: HostPath, followingLinks: Bool = true) throws(HostError) -> FileStatus {
        statusAsRecorded(try rawStatus(of: path, followingLinks: followingLinks))
    }

    func rawStatus(of path: HostPath, followingLinks: Bool) throws(HostError) -> stat {
        var result = stat()
        if isLive {
            observer?.willAsk(.path(path, followingLinks: followingLinks))
            let code = path.withCString { text in
                fstatat(AT_FDCWD, text, &result, followingLinks ? 0 : AT_SYMLINK_NOFOLLOW)
            }
            guard let code else { throw HostError(path: path, reason: .notFound) }
            guard code == 0 else { throw HostError(path: path, errno: errno) }
            return result
        }
        let flags = martlet_o_path | (followingLinks ? 0 : O_NOFOLLOW)
        return try withDescriptor(path, flags: flags) { descriptor throws(HostError) in
            guard fstat(descriptor, &result) == 0 else { throw HostError(path: path, errno: errno) }
            return result
        }
    }

    /// Whether something is at the path, a dangling symbolic link included.
    public func exists(_ path: HostPath) -> Bool {
        (try? status(of: path, followingLinks: false)) != nil
    }

    /// The bytes of a regular file.
    ///
    /// Symbolic links are followed. FIFOs, sockets and devices are refused before anything is read, and a
    /// short read is not the end of the file: the kernel's files in `/proc` give a part at a time.
    ///
    /// - Parameter limit: the most that is read, in bytes; a larger file is an error, never a part of it.
    public func read(_ path: HostPath, limit: Int) throws(HostError) -> [UInt8] {
        try withDescriptor(path, flags: O_RDONLY) { descriptor throws(HostError) in
            try SystemFile.read(descriptor, path: path, limit: limit)
        }
    }

    /// Some bytes of a regular file from an offset; fewer at its end.
    public func read(_ path: HostPath, at offset: Int, count: Int) throws(HostError) -> [UInt8] {
        try withDescriptor(path, flags: O_RDONLY) { descriptor throws(HostError) in
            var bytes = [UInt8](repeating: 0, count: count)
            let length = pread(descriptor, &bytes, count, offset)
            guard length >= 0 else { throw HostError(path: path, errno: errno) }
            return Array(bytes.prefix(length))
        }
    }

    /// The lines of a text file, without their line feeds; empty when the file cannot be read.
    func lines(of path: HostPath, limit: Int = 16 << 20) -> [ArraySlice<UInt8>] {
        guard let bytes = try? read(path, limit: limit) else { return [] }
        return bytes.split(separator: UInt8(ascii: "\n"))
    }

    /// Where a symbolic link points, as it is written in the link.
    public func linkTarget(of path: HostPath) throws(HostError) -> HostPath {
        try withDescriptor(path, flags: martlet_o_path | O_NOFOLLOW) { descriptor throws(HostError) in
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
            let length = readlinkat(descriptor, "", &buffer, buffer.count)
            guard length >= 0 else { throw HostError(path: path, errno: errno) }
            return HostPath(bytes: buffer[..<length].map { UInt8(bitPattern: $0) })
        }
    }

    /// The device numbers, block counts and flags of the file system at a path.
    public func fileSystemStatus(of path: HostPath) throws(HostError) -> FileSystemStatus {
        observer?.willAsk(.fleeting)
        return try withDescriptor(path, flags: martlet_o_path) { descriptor throws(HostError) in
            var result = statvfs()
            guard fstatvfs(descriptor, &result) == 0 else { throw HostError(path: path, errno: errno) }
            return FileSystemStatus(
                blocks: Int64(clamping: result.f_blocks), freeBlocks: Int64(clamping: result.f_bfree),
                blockSize: Int64(clamping: result.f_frsize), flags: UInt64(result.f_flag))
        }
    }
}

/// Space and flags of a mounted file system (`statvfs(3)`).
public struct FileSystemStatus: Equatable, Sendable {
    /// Size in blocks.
    public var blocks: Int64
    /// Free blocks.
    public var freeBlocks: Int64
    /// The size of one block in bytes.
    public var blockSize: Int64
    /// The mount's `ST_…` flags.
    public var flags: UInt64
}

/// Reading that does not depend on a host.
enum SystemFile {
    static func read(_ path: HostPath, limit: Int) throws(HostError) -> [UInt8] {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) } ?? -1
        guard descriptor >= 0 else { throw HostError(path: path, errno: errno) }
        defer { close(descriptor) }
        return try read(descriptor, path: path, limit: limit)
    }

    static func read(_ descriptor: Int32, path: HostPath, limit: Int) throws(HostError) -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw HostError(path: path, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw HostError(path: path, reason: .notRegular) }
        if Int(status.st_size) > limit { throw HostError(path: path, reason: .tooLarge(limit: limit)) }
        var bytes: [UInt8] = []
        // One byte more than the size: the read that finds the end needs no second buffer.
        var room = max(Int(status.st_size) + 1, 4096)
        while true {
            let used = bytes.count
            var outcome = 0
            var failure: Int32 = 0
            bytes.append(
                contentsOf: [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                    repeat {
                        outcome = Glibc.read(descriptor, buffer.baseAddress, room)
                    } while outcome < 0 && errno == EINTR
                    failure = errno
                    count = max(0, outcome)
                })
            if outcome < 0 { throw HostError(path: path, reason: .system(failure)) }
            if outcome == 0 { return bytes }
            if used + outcome > limit { throw HostError(path: path, reason: .tooLarge(limit: limit)) }
            room = max(4096, min(room, 1 << 20))
        }
    }
}
