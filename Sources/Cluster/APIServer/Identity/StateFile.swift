import Glibc

/// Why the server's identity could not be read or made; the message names the file.
public struct IdentityError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file or folder that is at fault.
    public var path: String
    /// What is wrong with it and what to do, as a clause.
    public var reason: String

    /// Makes an error about a file.
    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// The path and the reason, on one line.
    public var description: String { "\(path): \(reason)" }
}

/// A small file of the state directory: read whole, replaced whole.
///
/// A reader sees the old bytes or the new ones, never a half: the new bytes are written beside the file,
/// synced and renamed over it.
struct StateFile {
    let path: String

    /// The file's bytes, or nil when there is no such file.
    func read() throws(IdentityError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("cannot be opened")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("cannot be read")
            }
            bytes.append(contentsOf: chunk[0..<count])
            if bytes.count > 1 << 20 { throw IdentityError(path: path, reason: "is larger than 1 MiB") }
        }
    }

    /// Replaces the file; only its owner may read it unless `mode` says otherwise.
    func write(_ bytes: [UInt8], mode: mode_t = 0o600) throws(IdentityError) {
        let beside = "\(path).new"
        unlink(beside)
        let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure("cannot be written") }
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), bytes.count - offset)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let error = failure("cannot be written")
                close(descriptor)
                unlink(beside)
                throw error
            }
            offset += count
        }
        let synced = fsync(descriptor) == 0
        close(descriptor)
        guard synced, rename(beside, path) == 0 else {
            let error = failure("cannot be replaced")
            unlink(beside)
            throw error
        }
        syncFolder()
    }

    /// Makes a folder that only its owner may enter; one that is there is tightened.
    static func makeFolder(_ path: String) throws(IdentityError) {
        if mkdir(path, 0o700) == 0 { return }
        guard errno == EEXIST else { throw StateFile(path: path).failure("cannot be created") }
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw StateFile(path: path).failure("cannot be opened as a directory") }
        defer { close(folder) }
        guard fchmod(folder, 0o700) == 0 else {
            throw StateFile(path: path).failure("cannot be made private")
        }
    }

    /// Without this the rename itself could be lost with the power.
    private func syncFolder() {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private func failure(_ what: String) -> IdentityError {
        IdentityError(path: path, reason: "\(what): \(String(cString: strerror(errno)))")
    }
}
