import Glibc

/// A file that a command writes for the person who asked: whole or not at all.
public struct OutputFile: Sendable {
    private let path: String

    /// A file at a path.
    public init(path: String) { self.path = path }

    /// Writes beside the file, waits for the disk and takes the file's name.
    ///
    /// - Throws: ``CommandFailure``, which names the file; what was there stays as it was.
    public func write(_ bytes: [UInt8]) throws {
        let beside = "\(path).\(getpid()).new"
        let file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure() }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw failure(removing: beside, closing: file) }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0 else { throw failure(removing: beside, closing: file) }
        close(file)
        guard rename(beside, path) == 0 else { throw failure(removing: beside) }
    }

    private func failure(removing leftover: String? = nil, closing file: Int32? = nil) -> CommandFailure {
        let reason = String(cString: strerror(errno))
        if let file { close(file) }
        if let leftover { unlink(leftover) }
        return CommandFailure("\(path): cannot be written: \(reason)")
    }
}
