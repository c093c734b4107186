import Glibc

/// A certificate or a token that somebody else writes.
enum SmallFile {
    /// No certificate or token comes near this.
    private static let limit = 1 << 20

    /// The whole file.
    static func read(_ path: String, option: String) throws(AlertmanagerError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure(path, option) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure(path, option)
            }
            bytes += chunk[..<count]
            if bytes.count > limit {
                throw AlertmanagerError(place: path, reason: "\(option): is larger than 1 MiB")
            }
        }
    }

    private static func failure(_ path: String, _ option: String) -> AlertmanagerError {
        AlertmanagerError(
            place: path, reason: "\(option): cannot be read: \(String(cString: strerror(errno)))")
    }
}
