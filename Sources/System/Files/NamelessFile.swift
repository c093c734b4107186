import Glibc

/// A file without a name, for what is too large to be held in memory: it goes with whoever has it open.
public final class NamelessFile {
    /// What is read from and written to; closed by whoever ``take()``s it.
    private var file: Int32
    private var pending: [UInt8] = []

    /// Makes an empty one.
    ///
    /// - Parameter directory: where there is room for it.
    public init(in directory: String) throws(FileFailure) {
        var template = Array("\(directory)/nameless-XXXXXX".utf8CString)
        file = mkstemp(&template)
        guard file >= 0 else { throw FileFailure(directory, .writing, code: errno) }
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        unlink(template)
        path = directory
    }

    private let path: String
    private var failure: FileFailure?

    deinit { if file >= 0 { close(file) } }

    /// Adds bytes at the end; that there is no room for them is told by ``take()``.
    public func append(_ bytes: UnsafeRawBufferPointer) {
        pending += bytes
        if pending.count >= 1 << 18 { flush() }
    }

    /// Hands over the descriptor when everything was written; nothing is appended afterwards.
    public func take() throws(FileFailure) -> Int32 {
        flush()
        if let failure { throw failure }
        defer { file = -1 }
        return file
    }

    private func flush() {
        if failure == nil, let code = FileOutput.write(pending, to: file) {
            failure = FileFailure(path, .writing, code: code)
        }
        pending.removeAll(keepingCapacity: true)
    }
}
