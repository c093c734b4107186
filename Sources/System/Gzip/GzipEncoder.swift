import CZlib

/// Packs bytes as gzip (RFC 1952) as they come.
///
/// ```swift
/// let encoder = try GzipEncoder()
/// packed += encoder.encode(piece)
/// packed += encoder.finish()
/// ```
public final class GzipEncoder {
    // zlib remembers the address of its stream, so it has to stay where it is.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private static let roomSize = 1 << 16

    /// Makes an encoder.
    ///
    /// - Parameter level: 1 is fastest, 9 smallest.
    /// - Throws: ``GzipError/outOfMemory``.
    public init(level: Int32 = 6) throws(GzipError) {
        stream.initialize(to: z_stream())
        // Sixteen more than the window's size asks for gzip.
        let code = deflateInit2_(
            stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw .outOfMemory }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Takes in bytes and gives what is packed so far; often nothing.
    public func encode(_ input: UnsafeRawBufferPointer) -> [UInt8] { run(input, Z_NO_FLUSH) }

    /// Gives the rest with the checksum; nothing may be taken in afterwards.
    public func finish() -> [UInt8] { run(UnsafeRawBufferPointer(start: nil, count: 0), Z_FINISH) }

    private func run(_ input: UnsafeRawBufferPointer, _ flush: Int32) -> [UInt8] {
        var output: [UInt8] = []
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(input.count)
        var isFull = true
        while isFull {
            output += [UInt8](unsafeUninitializedCapacity: Self.roomSize) { buffer, count in
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = UInt32(Self.roomSize)
                deflate(stream, flush)
                count = Self.roomSize - Int(stream.pointee.avail_out)
                isFull = stream.pointee.avail_out == 0
            }
        }
        return output
    }
}
