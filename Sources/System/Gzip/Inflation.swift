import CZlib

/// Unpacks deflated data (RFC 1951) whose size is known beforehand, in one step.
public enum Inflation {
    /// What stands around the deflated data.
    public enum Form: Sendable {
        /// Nothing, as in ZIP archives.
        case raw
        /// A header and a checksum (RFC 1950).
        case zlib

        fileprivate var windowBits: Int32 { self == .raw ? -15 : 15 }
    }

    /// Unpacks all data.
    ///
    /// - Returns: how many bytes of the output are filled; nil when the data do not fit in it.
    /// - Throws: ``GzipError``, also for data that end before their end.
    public static func unpack(
        _ packed: UnsafeRawBufferPointer, as form: Form, into output: UnsafeMutableRawBufferPointer
    ) throws(GzipError) -> Int? {
        guard let given = UInt32(exactly: packed.count), let room = UInt32(exactly: output.count) else {
            return nil
        }
        var stream = z_stream()
        guard
            inflateInit2_(&stream, form.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw .outOfMemory }
        defer { inflateEnd(&stream) }
        // zlib takes no output that is nowhere, even when nothing is to be put there.
        var nowhere: UInt8 = 0
        return try withUnsafeMutablePointer(to: &nowhere) { spare throws(GzipError) -> Int? in
            stream.next_in = UnsafeMutablePointer(
                mutating: packed.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.avail_in = given
            stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? spare
            stream.avail_out = room
            switch inflate(&stream, Z_FINISH) {
            case Z_STREAM_END: return Int(room - stream.avail_out)
            case Z_MEM_ERROR: throw .outOfMemory
            case Z_BUF_ERROR where stream.avail_out == 0, Z_OK where stream.avail_out == 0: return nil
            default: throw .corrupt
            }
        }
    }
}
