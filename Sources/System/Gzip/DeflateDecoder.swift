import CZlib

/// Unpacks deflated data (RFC 1951) without any frame around them, as they come.
public final class DeflateDecoder {
    // zlib remembers the address of its stream, so it has to stay where it is.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    private var isDamaged = false
    /// Whether the data came to their end, and nothing after it.
    public private(set) var isComplete = false

    /// Makes a decoder at the start of deflated data.
    public init() {
        stream.initialize(to: z_stream())
        // A negative size of the window asks for no frame.
        let code = inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        isDamaged = code != Z_OK
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        buffer.deallocate()
    }

    /// Unpacks more; what is damaged gives nothing from there on and is never ``isComplete``.
    ///
    /// - Parameter body: is called with each piece of the content.
    public func decode(_ input: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
        if input.isEmpty || isDamaged { return }
        guard !isComplete, input.count <= Int(UInt32.max) else { return refuse() }
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(input.count)
        repeat {
            stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(buffer.count)
            let code = inflate(stream, Z_NO_FLUSH)
            let produced = buffer.count - Int(stream.pointee.avail_out)
            if produced > 0 { body(UnsafeRawBufferPointer(rebasing: buffer[..<produced])) }
            switch code {
            case Z_STREAM_END:
                isComplete = true
                if stream.pointee.avail_in > 0 { refuse() }
                return
            case Z_OK: break
            case Z_BUF_ERROR: return
            default: return refuse()
            }
        } while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
    }

    private func refuse() {
        isDamaged = true
        isComplete = false
    }
}
