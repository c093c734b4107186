import Glibc

/// A file that a command writes: whole or not at all.
struct ResultFile {
    private let path: String

    init(_ path: String) { self.path = path }

    /// Writes beside the file, waits for the disk and takes the file's name.
    ///
    /// What is no regular file, such as `/dev/stdout`, is written to directly.
    func write(_ bytes: [UInt8]) throws(Failure) {
        try write { receive in try receive(bytes) }
    }

    /// The same for a document that comes in pieces.
    func write(_ body: (_ receive: @escaping ([UInt8]) throws -> Void) throws -> Void) throws(Failure) {
        var status = stat()
        let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
        let name = isSpecial ? path : "\(path).\(getpid()).new"
        let flags = isSpecial ? O_WRONLY | O_NOCTTY : O_WRONLY | O_CREAT | O_EXCL
        let file = open(name, flags | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure() }
        do {
            try body { [self] bytes in try put(bytes, into: file) }
            if !isSpecial {
                guard fsync(file) == 0, rename(name, path) == 0 else { throw failure() }
            }
            close(file)
        } catch {
            close(file)
            if !isSpecial { unlink(name) }
            throw error as? Failure ?? Failure("\(error)")
        }
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
