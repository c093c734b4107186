import Glibc

/// Removing files with what is below them, never through a link.
enum FileTree {
    /// Removes a path.
    static func remove(_ path: String) { remove(path.utf8CString.map { $0 }, in: AT_FDCWD) }

    /// Removes an entry of a directory, named as the C library takes it.
    static func remove(_ name: [CChar], in directory: Int32) {
        if unlinkat(directory, name, 0) == 0 || errno == ENOENT { return }
        forEachName(in: name, of: directory) { child, descriptor in remove(child, in: descriptor) }
        unlinkat(directory, name, AT_REMOVEDIR)
    }

    /// Calls `body` with each name in a subdirectory and the subdirectory's descriptor; nothing when it is none.
    static func forEachName(in name: [CChar], of directory: Int32, _ body: ([CChar], Int32) -> Void) {
        let descriptor = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        guard let stream = fdopendir(descriptor) else {
            close(descriptor)
            return
        }
        defer { closedir(stream) }
        // Read before anything is removed: what a listing shows after that is not said (POSIX, readdir).
        var names: [[CChar]] = []
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        while let entry = readdir(stream) {
            let text = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
            let name = Array(UnsafeBufferPointer(start: text, count: strlen(text) + 1))
            if name != [0x2E, 0], name != [0x2E, 0x2E, 0] { names.append(name) }
        }
        for name in names { body(name, dirfd(stream)) }
    }
}
