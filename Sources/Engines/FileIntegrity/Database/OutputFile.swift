import Glibc

/// A file that is written beside its place and moved there when it is whole, or a stream that is written as
/// it comes.
final class OutputFile {
    /// Why something could not be written.
    struct Failure: Error {
        var message: String
    }

    private var descriptor: Int32
    private let isOwned: Bool
    private let path: String?
    private var temporary: String?

    /// Opens the place of a location; only its owner may read what is written.
    init(_ location: Location) throws(Failure) {
        switch location {
        case .file(let given):
            let path = LocationPath.expanded(given)
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
                // A device or pipe is not replaced.
                descriptor = open(path, O_WRONLY | O_CLOEXEC)
                temporary = nil
            } else {
                let name = "\(path).\(getpid()).new"
                descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
                if descriptor < 0, errno == EEXIST {
                    // Left over by a process of the same number that was killed.
                    unlink(name)
                    descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
                }
                temporary = name
            }
            self.path = path
            isOwned = true
            guard descriptor >= 0 else {
                temporary = nil
                throw Failure(
                    message: "open (read/write) failed for file '\(given)': \(SystemError.text(errno))")
            }
        case .descriptor(let number):
            (descriptor, isOwned, path, temporary) = (number, false, nil, nil)
        case .standardError:
            (descriptor, isOwned, path, temporary) = (STDERR_FILENO, false, nil, nil)
        default:
            (descriptor, isOwned, path, temporary) = (STDOUT_FILENO, false, nil, nil)
        }
    }

    deinit {
        if isOwned, descriptor >= 0 { close(descriptor) }
        if let temporary { unlink(temporary) }
    }

    /// Writes all bytes.
    func write(_ bytes: [UInt8]) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) }
            if count < 0, errno != EINTR {
                throw Failure(message: "write failed for '\(path ?? "output")': \(SystemError.text(errno))")
            }
        }
    }

    /// Makes what was written lasting, under its name.
    func finish() throws(Failure) {
        guard let temporary, let path else { return }
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
            throw Failure(message: "cannot put '\(path)' in its place: \(SystemError.text(errno))")
        }
        self.temporary = nil
        // The name itself lasts only when its directory is written too.
        let slash = path.lastIndex(of: "/")
        let directory = open(slash.map { String(path[...$0]) } ?? ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }
}
