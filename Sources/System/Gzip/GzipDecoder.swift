import CZlib

/// Unpacks gzip (RFC 1952) as it comes, in about 40 KB of memory however large the data are.
///
/// ```swift
/// let decoder = try GzipDecoder()
/// let step = try decoder.decode(input, into: buffer)
/// ```
///
/// A file may be several members one after the other, as parallel packers write it; they unpack to one text.
public final class GzipDecoder {
    /// What every packed text begins with.
    public static let magic: [UInt8] = [0x1F, 0x8B]

    /// What one call did.
    public struct Step: Sendable {
        /// How many bytes of the input are used up.
        public let consumed: Int
        /// How many bytes of the output are filled.
        public let produced: Int
    }

    // zlib remembers the address of its stream, so it has to stay where it is.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var isInMember = true

    /// Makes a decoder at the start of packed data.
    ///
    /// - Throws: ``GzipError/outOfMemory``.
    public init() throws(GzipError) {
        stream.initialize(to: z_stream())
        // Sixteen more than the window's size asks for gzip and nothing else.
        guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .outOfMemory
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// True between two members: the data may end here.
    public var isComplete: Bool { !isInMember }

    /// Unpacks until the input is used up or the output is full.
    ///
    /// - Throws: ``GzipError``; the decoder is of no use afterwards.
    public func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(GzipError) -> Step {
        let limit = Int(UInt32.max)
        let (given, room) = (UInt32(min(input.count, limit)), UInt32(min(output.count, limit)))
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = given
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = room
        while stream.pointee.avail_out > 0, isInMember || stream.pointee.avail_in > 0 {
            if !isInMember {
                inflateReset(stream)
                isInMember = true
            }
            let before = (stream.pointee.avail_in, stream.pointee.avail_out)
            switch inflate(stream, Z_NO_FLUSH) {
            case Z_STREAM_END: isInMember = false
            case Z_OK, Z_BUF_ERROR:
                if before == (stream.pointee.avail_in, stream.pointee.avail_out) { return step(given, room) }
            case Z_MEM_ERROR: throw .outOfMemory
            default: throw .corrupt
            }
        }
        return step(given, room)
    }

    private func step(_ given: UInt32, _ room: UInt32) -> Step {
        Step(
            consumed: Int(given - stream.pointee.avail_in), produced: Int(room - stream.pointee.avail_out))
    }
}

/// Why packed data cannot be unpacked.
public enum GzipError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The bytes are not gzip, or were damaged: a member's checksum differs.
    case corrupt
    /// There is no memory for the decoder's window.
    case outOfMemory

    /// The sentence for a person.
    public var description: String {
        switch self {
        case .corrupt: "the gzip data are damaged"
        case .outOfMemory: "there is no memory to unpack the gzip data"
        }
    }
}
