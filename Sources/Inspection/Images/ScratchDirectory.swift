import CLinux
import Files
import Glibc
import Synchronization

/// A private directory for the time of a look at an image.
///
/// It is removed at the end, and on a signal that ends the process. What a killed process left behind is removed by
/// the next one: each holds a lock on its directory while it lives.
final class ScratchDirectory: Sendable {
    /// Where it is.
    let path: String
    private let lock: OpenFile
    private let isRemoved = Mutex(false)

    private static let prefix = "martlet-image-"

    /// Makes the directory below `TMPDIR`, or below `/var/tmp`, where large temporary files belong (FHS 3.0, 5.15).
    ///
    /// - Throws: ``ImageError`` when none can be made there.
    init() throws(ImageError) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
        Self.removeAbandoned(in: parent)
        do throws(FileFailure) { path = try PrivateDirectory.make(Self.prefix, in: parent) } catch {
            throw ImageError(parent, .system("no directory can be made here: \(error.system)"))
        }
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ImageError(path, .system(String(cString: strerror(errno)))) }
        lock = OpenFile(descriptor)
        flock(descriptor, LOCK_EX | LOCK_NB)
    }

    deinit { remove() }

    /// A directory inside of it.
    func directory(_ name: String) throws(ImageError) -> OpenFile {
        mkdirat(lock.descriptor, name, 0o700)
        let descriptor = openat(lock.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ImageError("\(path)/\(name)", .system(String(cString: strerror(errno))))
        }
        return OpenFile(descriptor)
    }

    /// Removes it with all that is in it; more than once does no harm.
    func remove() {
        isRemoved.withLock { isRemoved in
            if !isRemoved { FileTree.remove(path) }
            isRemoved = true
        }
    }

    /// Removes it, and ends the process before anybody may put something there again.
    func remove(dyingOf signal: Int32) {
        isRemoved.withLock { _ in
            // Who unpacks may still be adding to it.
            for _ in 0..<100 where access(path, F_OK) == 0 { FileTree.remove(path) }
            _ = Glibc.signal(signal, SIG_DFL)
            kill(getpid(), signal)
            pause()
        }
    }

    /// Removes directories that nobody holds any more; other people's are left alone.
    private static func removeAbandoned(in parent: String) {
        guard let stream = opendir(parent) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasPrefix(prefix) else { continue }
            let descriptor = openat(
                dirfd(stream), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(),
                // One that was made this moment is not locked yet.
                Int(status.st_mtim.tv_sec) < time(nil) - 60, flock(descriptor, LOCK_EX | LOCK_NB) == 0
            else { continue }
            FileTree.remove("\(parent)/\(name)")
        }
    }
}
