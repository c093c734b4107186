import Glibc

/// A small file that somebody else writes: kubeconfigs, tokens, certificates.
enum BoundedFile {
    /// No kubeconfig, token or certificate comes near this.
    static let sizeLimit = 4 << 20

    /// The whole file, or nil when there is none.
    static func read(_ path: String, field: String = "") throws(RemoteClusterError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure(path, field, "cannot be opened")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure(path, field, "cannot be read")
            }
            bytes += chunk[..<count]
            if bytes.count > sizeLimit {
                throw RemoteClusterError(source: path, field: field, reason: "is larger than 4 MiB")
            }
        }
    }

    /// The whole file; a missing one is an error that names the field that asked for it.
    static func require(_ path: String, for field: String) throws(RemoteClusterError) -> [UInt8] {
        if let bytes = try read(path, field: field) { return bytes }
        throw RemoteClusterError(source: path, field: field, reason: "there is no such file")
    }

    private static func failure(_ path: String, _ field: String, _ what: String) -> RemoteClusterError {
        RemoteClusterError(
            source: path, field: field, reason: "\(what): \(String(cString: strerror(errno)))")
    }
}
