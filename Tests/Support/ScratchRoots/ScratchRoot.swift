import Glibc

/// A directory of a test's own, removed at the end.
public final class ScratchRoot {
    /// Where it is.
    public let path: String
    private let isOwned: Bool

    /// Makes an empty directory.
    public init() throws {
        isOwned = true
        var template = Array("/tmp/martlet-host-XXXXXX".utf8CString)
        path = try template.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress, mkdtemp(base) != nil else {
                throw ScratchError(number: errno)
            }
            return String(cString: base)
        }
    }

    /// Names a directory that somebody else made and removes.
    public init(borrowing path: String) {
        self.path = path
        isOwned = false
    }

    deinit {
        if isOwned { Self.removeTree(path) }
    }

    /// Makes a directory and those above it.
    public func directory(_ name: String) {
        var partial = path
        for part in name.split(separator: "/") {
            partial += "/" + part
            mkdir(partial, 0o755)
        }
    }

    /// Makes a file with text.
    public func file(_ name: String, _ text: String) { file(name, bytes: Array(text.utf8)) }

    /// Makes a file with bytes and a mode, and the directories above it.
    public func file(_ name: String, bytes: [UInt8], mode: mode_t = 0o644) {
        if let slash = name.lastIndex(of: "/") { directory(String(name[..<slash])) }
        let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, mode)
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        fchmod(descriptor, mode)
        close(descriptor)
    }

    /// Makes a symbolic link.
    public func link(_ name: String, to target: String) { _ = symlink(target, path + "/" + name) }

    private static func removeTree(_ path: String) {
        if unlink(path) == 0 { return }
        guard let stream = opendir(path) else { return }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { strdup($0) }
            }
            defer { free(name) }
            guard let name, strcmp(name, ".") != 0, strcmp(name, "..") != 0 else { continue }
            if unlinkat(dirfd(stream), name, 0) != 0 { removeTree(path + "/" + String(cString: name)) }
        }
        closedir(stream)
        rmdir(path)
    }

    /// Makes a named pipe.
    public func fifo(_ name: String) { mkfifo(path + "/" + name, 0o600) }
}

/// The directory could not be made; the number is `errno`.
public struct ScratchError: Error { let number: Int32 }
