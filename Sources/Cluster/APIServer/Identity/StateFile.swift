import Files
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
        do throws(FileFailure) { return try SmallFile.read(path, limit: 1 << 20) } catch {
            throw IdentityError(path: path, reason: error.reason)
        }
    }

    /// Replaces the file; only its owner may read it unless `mode` says otherwise.
    func write(_ bytes: [UInt8], mode: mode_t = 0o600) throws(IdentityError) {
        do throws(FileFailure) {
            try PlacedFile.write(bytes, to: path, mode: mode, isOnlyWriter: true)
        } catch {
            throw IdentityError(path: path, reason: "cannot be written: \(error.system)")
        }
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

    private func failure(_ what: String) -> IdentityError {
        IdentityError(path: path, reason: "\(what): \(String(cString: strerror(errno)))")
    }
}
