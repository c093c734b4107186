import CLinux
import Glibc
import Synchronization

/// A directory of a host that stays open while what is in it is looked at, name by name.
///
/// Nothing on the way to it was a symbolic link, and no link in it is followed: whoever swaps names meanwhile
/// cannot lead a walk elsewhere. Safe to share between threads, as its calls are.
public final class OpenDirectory: Sendable {
    /// Where it is on the host.
    public let path: HostPath
    private let host: Host
    let descriptor: Int32
    private let reading = Mutex<Void>(())

    /// Opens a directory.
    ///
    /// - Throws: ``HostError`` when it is not there, is no directory or has a link on its way.
    public init(_ host: Host, _ path: HostPath) throws(HostError) {
        self.host = host
        self.path = path
        descriptor = try host.openWithoutLinks(path, flags: O_RDONLY | O_DIRECTORY)
    }

    /// Takes over an open directory that lies in another.
    init(in parent: OpenDirectory, _ path: HostPath, descriptor: Int32) {
        host = parent.host
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// A status as the host says that it is.
    func recorded(_ status: stat) -> FileStatus { host.statusAsRecorded(status) }

    /// The names in the directory except `.` and `..`, in byte order.
    public func names() throws(HostError) -> [[UInt8]] {
        // The place in the directory belongs to the descriptor, so one reads at a time.
        let (found, failed) = reading.withLock { _ -> ([[UInt8]], Int32?) in
            guard lseek(descriptor, 0, SEEK_SET) >= 0 else { return ([], errno) }
            var names: [[UInt8]] = []
            let failed = DirectoryRecords.forEach(of: descriptor) { name, length, _ in
                let isDots =
                    name[0] == UInt8(ascii: ".") && (length == 1 || (length == 2 && name[1] == name[0]))
                if !isDots { names.append(Array(UnsafeBufferPointer(start: name, count: length))) }
            }
            return (names, failed)
        }
        if let failed { throw HostError(path: path, errno: failed) }
        return found.sorted { left, right in
            left.withUnsafeBytes { left in
                right.withUnsafeBytes { right in
                    let both = min(left.count, right.count)
                    guard let first = left.baseAddress, let second = right.baseAddress else {
                        return left.count < right.count
                    }
                    let order = memcmp(first, second, both)
                    return order == 0 ? left.count < right.count : order < 0
                }
            }
        }
    }

    /// The status of a name.
    public func status(of name: [UInt8]) throws(HostError) -> FileStatus {
        var result = stat()
        guard Self.withCString(name, { fstatat(descriptor, $0, &result, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            throw HostError(path: path.appending(name), errno: errno)
        }
        return host.statusAsRecorded(result)
    }

    /// Where a symbolic link points.
    public func linkTarget(of name: [UInt8]) throws(HostError) -> [UInt8] {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = Self.withCString(name) { readlinkat(descriptor, $0, &buffer, buffer.count) }
        guard length >= 0 else { throw HostError(path: path.appending(name), errno: errno) }
        return buffer[..<length].map { UInt8(bitPattern: $0) }
    }

    /// Opens a file for reading; the access time is left alone where that is allowed.
    public func open(_ name: [UInt8]) throws(HostError) -> OpenFile {
        let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
        var found = Self.withCString(name) { openat(descriptor, $0, flags | martlet_o_noatime) }
        if found < 0, errno == EPERM { found = Self.withCString(name) { openat(descriptor, $0, flags) } }
        guard found >= 0 else { throw HostError(path: path.appending(name), errno: errno) }
        return OpenFile(host: host, path: path.appending(name), descriptor: found)
    }

    /// The extended attributes of a name, links not followed, in the order of the file system; nil when the
    /// file system has none.
    ///
    /// Values that vanish meanwhile are left out.
    public func attributes(
        of name: [UInt8], where isWanted: (String) -> Bool
    ) throws(HostError) -> [(name: String, value: [UInt8])]? {
        if let recorded = host.recorded {
            let inode = try status(of: name).inode
            let all = recorded.attributes(of: inode).sorted { $0.key < $1.key }
            return all.filter { isWanted($0.key) }.map { (name: $0.key, value: $0.value) }
        }
        guard let names = attributeNames(of: name) else {
            if errno == ENOTSUP || errno == ENOSYS { return nil }
            throw HostError(path: path.appending(name), errno: errno)
        }
        if names.isEmpty { return [] }
        let file = attributePath(of: name)
        var found: [(name: String, value: [UInt8])] = []
        for part in names.split(separator: 0) {
            let attribute = String(decoding: part, as: UTF8.self)
            guard isWanted(attribute) else { continue }
            let value = Self.attributeValue { buffer, size in
                Self.withCString(file) { lgetxattr($0, attribute, buffer, size) }
            }
            if let value { found.append((attribute, value)) }
        }
        return found
    }

    /// Whether a file could have an extended attribute, whether it has it or not.
    public func isAttributeSupported(_ attribute: String, of name: [UInt8]) -> Bool {
        if host.recorded != nil { return true }
        let file = attributePath(of: name)
        let length = Self.withCString(file) { lgetxattr($0, attribute, nil, 0) }
        return length >= 0 || errno == ENODATA
    }

    /// The older calls want a path; the descriptor's own name leads to the directory that was opened.
    private func attributePath(of name: [UInt8]) -> [UInt8] {
        Array("/proc/self/fd/\(descriptor)/".utf8) + name
    }

    /// The names of a file's attributes, each with a zero after it; nil with `errno` set.
    private func attributeNames(of name: [UInt8]) -> [UInt8]? {
        let first = Self.attributeValue { buffer, size in
            Self.withCString(name) { text in
                Int(
                    martlet_list_attributes(
                        descriptor, text, buffer?.assumingMemoryBound(to: CChar.self), UInt64(size)))
            }
        }
        // Kernels before 6.13 and filters of system calls do not know the call.
        guard first == nil, errno == ENOSYS || errno == EPERM else { return first }
        let file = attributePath(of: name)
        return Self.attributeValue { buffer, size in
            Self.withCString(file) { llistxattr($0, buffer?.assumingMemoryBound(to: CChar.self), size) }
        }
    }

    /// Calls until the buffer is large enough; most files have no attributes, so most calls are one.
    private static func attributeValue(_ call: (UnsafeMutableRawPointer?, Int) -> Int) -> [UInt8]? {
        var failed: Int32 = 0
        let small = withUnsafeTemporaryAllocation(byteCount: 512, alignment: 8) { buffer -> [UInt8]? in
            let length = call(buffer.baseAddress, buffer.count)
            if length < 0 { failed = errno }
            return length < 0 ? nil : Array(buffer[..<length])
        }
        if let small { return small }
        var size = 4096
        while failed == ERANGE {
            failed = 0
            let value = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                let length = call(buffer.baseAddress, size)
                if length < 0 { failed = errno }
                count = max(0, length)
            }
            if failed == 0 { return value }
            if size > 1 << 17 { break }
            size *= 4
        }
        errno = failed
        return nil
    }

    static func withCString<R>(_ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> R) -> R {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
            for index in bytes.indices { buffer[index] = CChar(bitPattern: bytes[index]) }
            buffer[bytes.count] = 0
            // The buffer has at least the terminating byte.
            return body(UnsafePointer(buffer.baseAddress.unsafelyUnwrapped))
        }
    }
}

/// A file that was opened for reading, whatever happens to its name.
public final class OpenFile {
    private let host: Host
    private let path: HostPath
    private let descriptor: Int32

    init(host: Host, path: HostPath, descriptor: Int32) {
        self.host = host
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// What the file is now.
    public func status() throws(HostError) -> FileStatus {
        var result = stat()
        guard fstat(descriptor, &result) == 0 else { throw HostError(path: path, errno: errno) }
        return host.statusAsRecorded(result)
    }

    /// The flags of `chattr(1)`; nil when the file system has none.
    public func flags() -> UInt64? {
        let flags = martlet_file_flags(descriptor)
        return flags < 0 ? nil : UInt64(flags)
    }

    /// Reads the next bytes into a buffer; 0 at the end.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(HostError) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw HostError(path: path, errno: errno) }
        }
    }

    /// Reads bytes at an offset into a buffer; fewer when the file ends, or the system gives a part.
    public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(HostError) -> Int {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, offset)
            if count >= 0 { return count }
            if errno != EINTR { throw HostError(path: path, errno: errno) }
        }
    }

    /// Goes back to the beginning.
    public func rewind() { lseek(descriptor, 0, SEEK_SET) }
}
