import Glibc

/// Where the bytes of a database come from: an open file, or bytes that are already here.
final class ByteSource {
    /// Why nothing could be read.
    struct Failure: Error {
        var message: String
    }

    private enum Kind {
        case descriptor(Int32, isOwned: Bool)
        case bytes([UInt8])
    }

    private var kind: Kind
    private var position = 0

    /// Bytes that are already here.
    init(bytes: [UInt8]) { kind = .bytes(bytes) }

    /// A file, pipe or terminal; `~` at the beginning of a path is the home directory.
    init(_ location: Location) throws(Failure) {
        switch location {
        case .file(let path):
            let descriptor = open(LocationPath.expanded(path), O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw Failure(
                    message: "open (read-only) failed for file '\(path)': \(SystemError.text(errno))")
            }
            kind = .descriptor(descriptor, isOwned: true)
        case .descriptor(let number): kind = .descriptor(number, isOwned: false)
        default: kind = .descriptor(STDIN_FILENO, isOwned: false)
        }
    }

    deinit {
        if case .descriptor(let number, true) = kind { close(number) }
    }

    /// Some of the next bytes; empty at the end.
    func read(_ size: Int) throws(Failure) -> [UInt8] {
        switch kind {
        case .bytes(let bytes):
            let piece = bytes[position..<min(position + size, bytes.count)]
            position += piece.count
            return Array(piece)
        case .descriptor(let number, _):
            var failed: Int32 = 0
            let piece = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                var length = 0
                repeat {
                    length = Glibc.read(number, buffer.baseAddress, size)
                } while length < 0 && errno == EINTR
                if length < 0 { failed = errno }
                count = max(0, length)
            }
            if failed != 0 { throw Failure(message: "read failed: \(SystemError.text(failed))") }
            return piece
        }
    }

    /// Everything that is left.
    func readAll(limit: Int) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let piece = try read(1 << 16)
            if piece.isEmpty { return bytes }
            bytes += piece
            if bytes.count > limit { throw Failure(message: "the input is larger than \(limit) bytes") }
        }
    }
}

/// Paths as locations name them.
public enum LocationPath {
    /// The path with the home directory in the place of a leading `~`.
    public static func expanded(_ path: String) -> String {
        guard path.hasPrefix("~"), let home = getenv("HOME") else { return path }
        return String(cString: home) + path.dropFirst()
    }
}
