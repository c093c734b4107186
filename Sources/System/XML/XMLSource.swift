import CLibxml2
import Glibc

/// Where a document's bytes come from: a descriptor or a copy in memory, kept until the reader is done.
///
/// The file is opened here and not by libxml2, which would take the path for a URL, `-` for standard input and
/// unpack gzip and xz without a bound.
final class XMLSource {
    private enum Origin {
        case descriptor(Int32)
        case memory(UnsafeMutableRawBufferPointer)
    }

    private let name: String
    private let origin: Origin

    init(path: String) throws(XMLError) {
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
        name = path
        origin = .descriptor(descriptor)
    }

    init(bytes: [UInt8], name: String) throws(XMLError) {
        guard !bytes.isEmpty else { throw XMLError(file: name, reason: .malformed("the document is empty")) }
        guard bytes.count <= Int(Int32.max) else {
            throw XMLError(file: name, reason: .unreadable("it is larger than 2 GiB"))
        }
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        copy.copyBytes(from: bytes)
        self.name = name
        origin = .memory(copy)
    }

    deinit {
        switch origin {
        case .descriptor(let descriptor): close(descriptor)
        case .memory(let bytes): bytes.deallocate()
        }
    }

    /// A libxml2 reader over the bytes, or nil when memory is exhausted; it must not outlive the source.
    func reader(options: Int32) -> xmlTextReaderPtr? {
        switch origin {
        case .descriptor(let descriptor):
            xmlReaderForFd(descriptor, name, nil, options)
        case .memory(let bytes):
            xmlReaderForMemory(
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), name, nil, options
            )
        }
    }

    private static func explanation(of code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
