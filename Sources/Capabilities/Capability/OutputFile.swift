import Glibc

/// A file that a command writes for the person who asked: whole or not at all.
public struct OutputFile: Sendable {
    private let path: String

    /// A file at a path.
    public init(path: String) { self.path = path }

    /// Writes beside the file, waits for the disk and takes the file's name.
    ///
    /// - Throws: ``CommandFailure``, which names the file; what was there stays as it was.
    public func write(_ bytes: [UInt8]) throws { try write { receive in try receive(bytes) } }

    /// Writes a document as it is made, piece by piece, beside the file; then waits for the disk and takes the
    /// file's name.
    ///
    /// - Throws: ``CommandFailure``, which names the file, and what `produce` throws; what was there stays as it
    ///   was.
    public func write(_ produce: (_ receive: @escaping ([UInt8]) throws -> Void) throws -> Void) throws {
        let beside = "\(path).\(getpid()).new"
        let file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure() }
        do {
            try produce { piece in try append(piece, to: file) }
        } catch {
            close(file)
            unlink(beside)
            throw error
        }
        guard fsync(file) == 0 else { throw failure(removing: beside, closing: file) }
        close(file)
        guard rename(beside, path) == 0 else { throw failure(removing: beside) }
    }

    private func append(_ piece: [UInt8], to file: Int32) throws {
        var rest = piece[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            rest = rest.dropFirst(count)
        }
    }

    private func failure(removing leftover: String? = nil, closing file: Int32? = nil) -> CommandFailure {
        let reason = String(cString: strerror(errno))
        if let file { close(file) }
        if let leftover { unlink(leftover) }
        return CommandFailure("\(path): cannot be written: \(reason)")
    }
}
