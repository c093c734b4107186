import Glibc

/// A small file that a person names, or standard input.
enum PublishedFile {
    /// Why it cannot be read.
    struct Failure: Error {
        let reason: String
    }

    private static let limit = 1 << 20

    static func read(_ name: String) throws(Failure) -> [UInt8] {
        let descriptor = name == "-" ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
        defer { if name != "-" { close(descriptor) } }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
            if count == 0 { return bytes }
            bytes += piece[..<count]
            if bytes.count > Self.limit {
                throw Failure(reason: "it is longer than anything that is published")
            }
        }
    }
}
