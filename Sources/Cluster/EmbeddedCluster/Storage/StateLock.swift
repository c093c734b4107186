import Glibc

/// The lock that lets one process at a time use a state directory.
///
/// The kernel releases it when the process ends, however it ends.
final class StateLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock of a directory, or says which process holds it.
    init(directory: String) throws(StorageError) {
        let path = "\(directory)/lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StorageError(
                code: .unavailable, path: path,
                reason: "the lock file cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.read(descriptor)
            Glibc.close(descriptor)
            throw StorageError(
                code: .inUse, path: directory,
                reason:
                    "the state directory is in use by another process\(holder.isEmpty ? "" : " (pid \(holder))"); stop it or choose another directory"
            )
        }
        let text = Array("\(getpid())\n".utf8)
        // The number only serves the message above, so a failure to write it is no reason to stop.
        if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
    }

    deinit { Glibc.close(descriptor) }

    private static func read(_ descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 20)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        return String(
            decoding: buffer.prefix(max(0, count)).prefix { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self)
    }
}
