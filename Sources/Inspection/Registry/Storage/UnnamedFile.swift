import Glibc

/// Files that nobody else can find, and that are gone when they are closed.
enum UnnamedFile {
    /// Makes one below `TMPDIR`, or below `/var/tmp`, where large temporary files belong (FHS 3.0, 5.15).
    static func open() throws(RegistryError) -> Int32 {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
        let descriptor = Glibc.open(parent, temporary | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor >= 0 { return descriptor }
        // Not every file system makes files without a name.
        var template = Array("\(parent)/martlet-blob-XXXXXX".utf8CString)
        let named = mkstemp(&template)
        guard named >= 0 else {
            throw RegistryError(
                parent, .system("no file can be made here: \(String(cString: strerror(errno)))"))
        }
        unlink(template)
        _ = fcntl(named, F_SETFD, FD_CLOEXEC)
        return named
    }

    /// `O_TMPFILE`, which is no plain number in the C library's header.
    private static let temporary: Int32 = 0o20000000 | O_DIRECTORY
}
