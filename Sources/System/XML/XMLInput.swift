import Bzip2
import Glibc

/// The bytes of a document: a regular file, plain or packed with bzip2, or bytes in memory.
///
/// It can be read from its start any number of times; a packed file is unpacked anew each time, so that memory
/// stays small. The file stays open: another one that takes its name later is not read.
public final class XMLInput: Sendable {
    enum Origin: Sendable {
        case descriptor(Int32, size: Int)
        case memory([UInt8])
    }

    /// The file's path, or a name for bytes that came from elsewhere; errors show it.
    public let name: String
    /// Whether the bytes are packed with bzip2.
    public let isPacked: Bool
    let origin: Origin

    /// Opens a regular file.
    ///
    /// The file is opened here and not by libxml2, which would take the path for a URL, `-` for standard input
    /// and unpack gzip and xz without a bound.
    ///
    /// - Throws: ``XMLError/Reason/unreadable(_:)`` for what the system refuses and for what is not a regular file
    ///   (a FIFO would block for ever).
    public init(path: String) throws(XMLError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            throw XMLError(file: path, reason: .unreadable(Self.explanation(of: errno)))
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw XMLError(file: path, reason: .unreadable("it is not a regular file"))
        }
        guard status.st_size > 0 else {
            close(descriptor)
            throw XMLError(file: path, reason: .malformed("the file is empty"))
        }
        var start: [UInt8] = [0, 0, 0]
        let count = pread(descriptor, &start, start.count, 0)
        name = path
        isPacked = count == start.count && start == Bzip2Decoder.magic
        origin = .descriptor(descriptor, size: Int(status.st_size))
    }

    /// Takes a document that is in memory.
    public init(bytes: [UInt8], name: String) throws(XMLError) {
        guard !bytes.isEmpty else { throw XMLError(file: name, reason: .malformed("the document is empty")) }
        self.name = name
        isPacked = bytes.starts(with: Bzip2Decoder.magic)
        origin = .memory(bytes)
    }

    deinit { if case .descriptor(let descriptor, _) = origin { close(descriptor) } }

    /// The same document unpacked in memory, for callers that read it several times; the input itself when it is
    /// not packed or unpacks to more than a limit.
    public func unpacked(limit: Int = 48 << 20) throws(XMLError) -> XMLInput {
        guard isPacked else { return self }
        let stream = try XMLByteStream(self)
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { block.deallocate() }
        var bytes: [UInt8] = []
        while true {
            let count = try stream.read(into: block)
            if count == 0 { break }
            guard bytes.count + count <= limit else { return self }
            bytes += UnsafeRawBufferPointer(rebasing: block[..<count])
        }
        return try XMLInput(bytes: bytes, name: name)
    }

    /// How many bytes the file has as it lies there, packed or not.
    var storedSize: Int {
        switch origin {
        case .descriptor(_, let size): size
        case .memory(let bytes): bytes.count
        }
    }

    /// Fills a buffer from a place in the stored bytes; 0 at their end.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(XMLError) -> Int {
        switch origin {
        case .memory(let bytes):
            let count = max(0, min(buffer.count, bytes.count - offset))
            bytes.withUnsafeBytes {
                buffer.copyMemory(from: .init(rebasing: $0[min(offset, bytes.count)...].prefix(count)))
            }
            return count
        case .descriptor(let descriptor, _):
            while true {
                let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
                if count >= 0 { return count }
                guard errno == EINTR else {
                    throw XMLError(file: name, reason: .unreadable(Self.explanation(of: errno)))
                }
            }
        }
    }

    private static func explanation(of code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
