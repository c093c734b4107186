import Glibc

/// A file that somebody else writes and that is read whole: a kubeconfig, a token, a certificate.
public enum SmallFile {
    /// All bytes of a file; nil when there is none.
    ///
    /// - Parameter limit: how many bytes are read before the file is refused, in whole MiB.
    public static func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw FileFailure(path, .opening, code: errno)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileFailure(path, .reading, code: errno)
            }
            bytes += chunk[..<count]
            if bytes.count > limit { throw FileFailure(path, limit: limit) }
        }
    }
}
