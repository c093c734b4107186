import Glibc

/// A file that a command writes: whole or not at all.
struct ResultFile {
    private let path: String

    init(_ path: String) { self.path = path }

    /// Writes beside the file, waits for the disk and takes the file's name.
    ///
    /// What is no regular file, such as `/dev/stdout`, is written to directly.
    func write(_ bytes: [UInt8]) throws(Failure) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            let file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
            guard file >= 0 else { throw failure() }
            defer { close(file) }
            return try put(bytes, into: file)
        }
        let beside = "\(path).\(getpid()).new"
        let file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure() }
        do throws(Failure) {
            try put(bytes, into: file)
            guard fsync(file) == 0, rename(beside, path) == 0 else { throw failure() }
        } catch {
            close(file)
            unlink(beside)
            throw error
        }
        close(file)
    }

    private func put(_ bytes: [UInt8], into file: Int32) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            rest = rest.dropFirst(count)
        }
    }

    private func failure() -> Failure {
        Failure(
            "Could not open output file '\(path)': \(String(cString: strerror(errno)))",
            "Could not save file: \(path)")
    }
}
