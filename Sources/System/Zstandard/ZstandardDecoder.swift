import CZstd

/// Unpacks Zstandard (RFC 8878) as it comes.
///
/// ```swift
/// let decoder = try ZstandardDecoder()
/// let step = try decoder.decode(input, into: buffer)
/// ```
///
/// The memory is that of the frame's window; frames that ask for more than 128 MB are refused. A file may be
/// several frames one after the other; they unpack to one text, and skippable frames to nothing.
public final class ZstandardDecoder {
    /// What a frame begins with.
    public static let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]

    /// What one call did.
    public struct Step: Sendable {
        /// How many bytes of the input are used up.
        public let consumed: Int
        /// How many bytes of the output are filled.
        public let produced: Int
    }

    private let context: OpaquePointer

    /// True between two frames: the data may end here.
    public private(set) var isComplete = false

    /// Makes a decoder at the start of packed data.
    ///
    /// - Throws: ``ZstandardError/outOfMemory``.
    public init() throws(ZstandardError) {
        guard let context = ZSTD_createDCtx() else { throw .outOfMemory }
        self.context = context
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 27)
    }

    deinit { ZSTD_freeDCtx(context) }

    /// Unpacks until the input is used up or the output is full.
    ///
    /// - Throws: ``ZstandardError``; the decoder is of no use afterwards.
    public func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(ZstandardError) -> Step {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        while target.pos < target.size {
            let before = (source.pos, target.pos)
            if isComplete, source.pos == source.size { break }
            let left = ZSTD_decompressStream(context, &target, &source)
            if ZSTD_isError(left) != 0 { throw .corrupt(String(cString: ZSTD_getErrorName(left))) }
            isComplete = left == 0
            if before == (source.pos, target.pos) { break }
        }
        return Step(consumed: source.pos, produced: target.pos)
    }
}

/// Why packed data cannot be unpacked.
public enum ZstandardError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The bytes are not Zstandard, were damaged, or ask for too large a window; with the library's word for it.
    case corrupt(String)
    /// There is no memory for the decoder.
    case outOfMemory

    /// The sentence for a person.
    public var description: String {
        switch self {
        case .corrupt(let word): "the Zstandard data cannot be unpacked: \(word)"
        case .outOfMemory: "there is no memory to unpack the Zstandard data"
        }
    }
}
