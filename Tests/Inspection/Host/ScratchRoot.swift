import Glibc
import Host

/// A directory of a test's own, removed at the end.
final class ScratchRoot {
    let path: String

    init() throws {
        var template = Array("/tmp/martlet-host-XXXXXX".utf8CString)
        path = try template.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress, mkdtemp(base) != nil else { throw ScratchError(number: errno) }
            return String(cString: base)
        }
    }

    deinit { _ = nftw(path, { path, _, _, _ in path.map { remove($0) } ?? 0 }, 64, FTW_DEPTH | FTW_PHYS) }

    func host() throws -> Host { try Host(root: path) }

    func directory(_ name: String) {
        var partial = path
        for part in name.split(separator: "/") {
            partial += "/" + part
            mkdir(partial, 0o755)
        }
    }

    func file(_ name: String, _ text: String) { file(name, bytes: Array(text.utf8)) }

    func file(_ name: String, bytes: [UInt8], mode: mode_t = 0o644) {
        if let slash = name.lastIndex(of: "/") { directory(String(name[..<slash])) }
        let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, mode)
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
    }

    func link(_ name: String, to target: String) { _ = symlink(target, path + "/" + name) }

    func fifo(_ name: String) { mkfifo(path + "/" + name, 0o600) }
}

struct ScratchError: Error { let number: Int32 }
