import Glibc

/// A file that is written beside its place and takes the place when it is whole and on the disk: whoever reads
/// sees the old bytes or the new ones, never a half.
///
/// What is no regular file, such as `/dev/stdout` or a pipe, is written to directly. A file that is given up
/// before it is placed leaves nothing behind.
public final class PlacedFile {
    private let path: String
    /// The file beside; nil when the place is written to directly.
    private let beside: String?
    private var file: Int32

    /// Writes all bytes and places the file.
    public static func write(
        _ bytes: [UInt8], to path: String, mode: mode_t = 0o600, isOnlyWriter: Bool = false
    ) throws(FileFailure) {
        let file = try PlacedFile(path, mode: mode, isOnlyWriter: isOnlyWriter)
        try file.append(bytes)
        try file.place()
    }

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - mode: who may read it, besides what the umask takes away.
    ///   - isOnlyWriter: nobody else writes this file at the same time, so that what a killed process left
    ///     beside it is always found and taken away.
    public init(_ path: String, mode: mode_t = 0o600, isOnlyWriter: Bool = false) throws(FileFailure) {
        self.path = path
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            beside = nil
            file = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
        } else {
            let name = isOnlyWriter ? "\(path).new" : "\(path).\(getpid()).new"
            let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
            beside = name
            file = open(name, flags, mode)
            if file < 0, errno == EEXIST {
                // Left over by a process that was killed.
                unlink(name)
                file = open(name, flags, mode)
            }
        }
        guard file >= 0 else { throw FileFailure(path, .opening, code: errno) }
    }

    deinit {
        guard file >= 0 else { return }
        close(file)
        if let beside { unlink(beside) }
    }

    /// Adds bytes at the end.
    public func append(_ bytes: some Collection<UInt8>) throws(FileFailure) {
        if let code = FileOutput.write(bytes, to: file) { throw FileFailure(path, .writing, code: code) }
    }

    /// Waits for the disk and takes the place; nothing is appended afterwards.
    public func place() throws(FileFailure) {
        let file = self.file
        self.file = -1
        guard let beside else {
            close(file)
            return
        }
        var failure = FileOutput.syncAndClose(file)
        if failure == nil, rename(beside, path) != 0 { failure = errno }
        if let failure {
            unlink(beside)
            throw FileFailure(path, .placing, code: failure)
        }
        syncFolder()
    }

    /// Without this the rename itself could be lost with the power.
    private func syncFolder() {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return }
        fsync(directory)
        close(directory)
    }
}
