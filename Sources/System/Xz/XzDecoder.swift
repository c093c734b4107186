import CLzma
import Glibc

/// Unpacks xz (the .xz file format, 1.1.0) as it comes; liblzma is loaded when the first decoder is made.
///
/// Several streams one after the other unpack to one text, and every integrity check of a stream is compared.
public final class XzDecoder {
    /// What a stream begins with.
    public static let magic: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]

    /// What one call did.
    public struct Step: Sendable {
        /// How many bytes of the input are used up.
        public let consumed: Int
        /// How many bytes of the output are filled.
        public let produced: Int
    }

    // liblzma remembers the address of its stream, so it has to stay where it is.
    private let stream = UnsafeMutablePointer<lzma_stream>.allocate(capacity: 1)
    private let library: Liblzma
    /// As much as the highest preset needs, and a little more.
    private static let memoryLimit: UInt64 = 128 << 20
    /// `LZMA_CONCATENATED`, a macro that Swift does not see.
    private static let concatenated: UInt32 = 0x08

    /// True when a whole number of streams was unpacked: the data may end here.
    public private(set) var isComplete = false

    /// Makes a decoder.
    ///
    /// - Throws: ``XzError``.
    public init() throws(XzError) {
        guard let library = Liblzma.shared else {
            stream.deallocate()
            throw .noLibrary
        }
        self.library = library
        stream.initialize(to: lzma_stream())
        guard library.streamDecoder(stream, Self.memoryLimit, Self.concatenated) == LZMA_OK else {
            throw .corrupt
        }
    }

    deinit {
        if Liblzma.shared != nil {
            library.end(stream)
            stream.deallocate()
        }
    }

    /// Unpacks until the input is used up or the output is full.
    ///
    /// - Parameter isLast: whether no more input comes.
    /// - Throws: ``XzError``; the decoder is of no use afterwards.
    public func decode(
        _ input: UnsafeRawBufferPointer, isLast: Bool = false, into output: UnsafeMutableRawBufferPointer
    ) throws(XzError) -> Step {
        if isComplete { return Step(consumed: input.count, produced: 0) }
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = input.count
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = output.count
        switch library.code(stream, isLast ? LZMA_FINISH : LZMA_RUN) {
        case LZMA_OK, LZMA_BUF_ERROR: break
        case LZMA_STREAM_END: isComplete = true
        case LZMA_MEMLIMIT_ERROR, LZMA_MEM_ERROR: throw .outOfMemory
        default: throw .corrupt
        }
        return Step(
            consumed: input.count - stream.pointee.avail_in, produced: output.count - stream.pointee.avail_out
        )
    }
}

/// Why packed data cannot be unpacked.
public enum XzError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The machine has no liblzma.
    case noLibrary
    /// The bytes are not xz, or were damaged.
    case corrupt
    /// The data ask for more memory than they get.
    case outOfMemory

    /// The sentence for a person.
    public var description: String {
        switch self {
        case .noLibrary: "liblzma.so.5 is not there to unpack xz data"
        case .corrupt: "the xz data are damaged"
        case .outOfMemory: "the xz data ask for more memory than they get"
        }
    }
}

/// The functions of liblzma (`lzma/base.h`, `lzma/container.h`).
private struct Liblzma: @unchecked Sendable {
    // The functions may be called from every thread, and the library is never unloaded.
    typealias StreamDecoder =
        @convention(c) (UnsafeMutablePointer<lzma_stream>?, UInt64, UInt32) -> lzma_ret
    typealias Code = @convention(c) (UnsafeMutablePointer<lzma_stream>?, lzma_action) -> lzma_ret
    typealias End = @convention(c) (UnsafeMutablePointer<lzma_stream>?) -> Void

    let streamDecoder: StreamDecoder
    let code: Code
    let end: End

    static let shared = Liblzma()

    private init?() {
        guard let handle = dlopen("liblzma.so.5", RTLD_NOW | RTLD_LOCAL),
            let streamDecoder = dlsym(handle, "lzma_stream_decoder"), let code = dlsym(handle, "lzma_code"),
            let end = dlsym(handle, "lzma_end")
        else { return nil }
        self.streamDecoder = unsafeBitCast(streamDecoder, to: StreamDecoder.self)
        self.code = unsafeBitCast(code, to: Code.self)
        self.end = unsafeBitCast(end, to: End.self)
    }
}
