import CBzip2

/// Unpacks bzip2 as it comes, in about 4 MB of memory however large the data are.
///
/// ```swift
/// let decoder = try Bzip2Decoder()
/// let step = try decoder.decode(input, into: buffer)
/// ```
///
/// A file may be several streams one after the other, as parallel packers write it; they unpack to one text.
public final class Bzip2Decoder {
    /// What every packed text begins with.
    public static let magic = Array("BZh".utf8)

    /// What one call did.
    public struct Step: Sendable {
        /// How many bytes of the input are used up.
        public let consumed: Int
        /// How many bytes of the output are filled.
        public let produced: Int
    }

    // libbz2 remembers the address of its stream, so it has to stay where it is.
    private let stream = UnsafeMutablePointer<bz_stream>.allocate(capacity: 1)
    private var isOpen = false

    /// Makes a decoder at the start of packed data.
    ///
    /// - Throws: ``Bzip2Error/outOfMemory``.
    public init() throws(Bzip2Error) {
        stream.initialize(to: bz_stream())
        try open()
    }

    deinit {
        BZ2_bzDecompressEnd(stream)
        stream.deallocate()
    }

    /// True between two streams: the data may end here.
    public var isComplete: Bool { !isOpen }

    /// Unpacks until the input is used up or the output is full.
    ///
    /// - Throws: ``Bzip2Error``; the decoder is of no use afterwards.
    public func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(Bzip2Error) -> Step {
        let limit = Int(UInt32.max)
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
        stream.pointee.avail_in = UInt32(min(input.count, limit))
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        stream.pointee.avail_out = UInt32(min(output.count, limit))
        let (given, room) = (stream.pointee.avail_in, stream.pointee.avail_out)
        while stream.pointee.avail_in > 0 || isOpen, stream.pointee.avail_out > 0 {
            if !isOpen { try reopen() }
            let before = (stream.pointee.avail_in, stream.pointee.avail_out)
            switch BZ2_bzDecompress(stream) {
            case BZ_OK:
                if before == (stream.pointee.avail_in, stream.pointee.avail_out) { return step(given, room) }
            case BZ_STREAM_END: isOpen = false
            case BZ_MEM_ERROR: throw .outOfMemory
            default: throw .corrupt
            }
        }
        return step(given, room)
    }

    private func step(_ given: UInt32, _ room: UInt32) -> Step {
        Step(
            consumed: Int(given - stream.pointee.avail_in), produced: Int(room - stream.pointee.avail_out))
    }

    private func reopen() throws(Bzip2Error) {
        let kept = stream.pointee
        BZ2_bzDecompressEnd(stream)
        stream.pointee = bz_stream()
        try open()
        stream.pointee.next_in = kept.next_in
        stream.pointee.avail_in = kept.avail_in
        stream.pointee.next_out = kept.next_out
        stream.pointee.avail_out = kept.avail_out
    }

    private func open() throws(Bzip2Error) {
        guard BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else { throw .outOfMemory }
        isOpen = true
    }
}

/// Why packed data cannot be unpacked.
public enum Bzip2Error: Error, Equatable, Sendable, CustomStringConvertible {
    /// The bytes are not bzip2, or were damaged: a block's checksum differs.
    case corrupt
    /// The data end in the middle of a stream.
    case truncated
    /// There is no memory for the decoder's tables.
    case outOfMemory

    /// The sentence for a person.
    public var description: String {
        switch self {
        case .corrupt: "the bzip2 data are damaged"
        case .truncated: "the bzip2 data end early"
        case .outOfMemory: "there is no memory to unpack the bzip2 data"
        }
    }
}
