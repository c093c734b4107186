import CLinux
import Glibc

extension OpenDirectory {
    /// Calls `body` with the name and kind of each entry except `.` and `..`, in the directory's own order; once.
    ///
    /// The name's bytes are valid only during the call.
    public func forEachRecord(_ body: (_ name: RecordName, _ kind: FileKind) -> Void) {
        _ = DirectoryRecords.forEach(of: descriptor) { text, length, type in
            if text[0] == UInt8(ascii: "."), length == 1 || (length == 2 && text[1] == UInt8(ascii: ".")) {
                return
            }
            let kind = FileKind(directoryEntryType: type)
            body(RecordName(bytes: UnsafeBufferPointer(start: text, count: length)), kind)
        }
    }

    /// A name as the system gave it, with a NUL behind it.
    public struct RecordName {
        /// The name without the NUL.
        public let bytes: UnsafeBufferPointer<UInt8>
    }

    /// The status of a name that is being listed; nil when it vanished meanwhile.
    public func status(of name: RecordName) -> FileStatus? {
        var result = stat()
        guard let base = name.bytes.baseAddress,
            fstatat(
                descriptor, UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self), &result,
                AT_SYMLINK_NOFOLLOW) == 0
        else { return nil }
        return recorded(result)
    }

    /// Opens a directory in this one; a link is not followed.
    ///
    /// - Throws: ``HostError`` when it is not there or is something else.
    public func directory(_ name: [UInt8]) throws(HostError) -> OpenDirectory {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let found = Self.withCString(name) { openat(descriptor, $0, flags) }
        guard found >= 0 else { throw HostError(path: path.appending(name), errno: errno) }
        return OpenDirectory(in: self, path.appending(name), descriptor: found)
    }
}
