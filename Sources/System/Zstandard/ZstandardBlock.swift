import CZstd

/// Bytes that are packed and unpacked whole (RFC 8878).
public enum ZstandardBlock {
    /// Packs bytes.
    ///
    /// - Parameters:
    ///   - level: 1 to 19, from fast to small.
    ///   - base: other bytes, which whoever unpacks has too: what is alike costs nearly nothing.
    /// - Throws: ``ZstandardError``.
    public static func pack(
        _ bytes: [UInt8], level: Int32, against base: [UInt8]? = nil
    ) throws(ZstandardError) -> [UInt8] {
        guard let context = ZSTD_createCCtx() else { throw .outOfMemory }
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
        var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let count = (base ?? []).withUnsafeBytes { base in
            if !base.isEmpty {
                // The window has to reach back over both.
                ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog(base.count + bytes.count))
                ZSTD_CCtx_setParameter(context, ZSTD_c_enableLongDistanceMatching, 1)
                ZSTD_CCtx_refPrefix(context, base.baseAddress, base.count)
            }
            return packed.withUnsafeMutableBytes { output in
                bytes.withUnsafeBytes {
                    ZSTD_compress2(context, output.baseAddress, output.count, $0.baseAddress, $0.count)
                }
            }
        }
        guard ZSTD_isError(count) == 0 else { throw .corrupt(String(cString: ZSTD_getErrorName(count))) }
        packed.removeLast(packed.count - count)
        return packed
    }

    /// Unpacks bytes.
    ///
    /// - Parameters:
    ///   - limit: the most bytes that may come out.
    ///   - base: what they were packed against.
    /// - Throws: ``ZstandardError``, also when more than the limit would come out.
    public static func unpack(
        _ packed: UnsafeRawBufferPointer, limit: Int, against base: [UInt8]? = nil
    ) throws(ZstandardError) -> [UInt8] {
        let stated = ZSTD_getFrameContentSize(packed.baseAddress, packed.count)
        guard stated <= UInt64(limit) else { throw .corrupt("more than \(limit) bytes would come out") }
        guard let context = ZSTD_createDCtx() else { throw .outOfMemory }
        defer { ZSTD_freeDCtx(context) }
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, largestWindowLog)
        var bytes = [UInt8](repeating: 0, count: Int(stated))
        let count = (base ?? []).withUnsafeBytes { base in
            if !base.isEmpty { ZSTD_DCtx_refPrefix(context, base.baseAddress, base.count) }
            return bytes.withUnsafeMutableBytes {
                ZSTD_decompressDCtx(context, $0.baseAddress, $0.count, packed.baseAddress, packed.count)
            }
        }
        guard ZSTD_isError(count) == 0 else { throw .corrupt(String(cString: ZSTD_getErrorName(count))) }
        guard count == bytes.count else { throw .corrupt("fewer bytes came out than it says") }
        return bytes
    }

    /// Unpacks bytes; see the method that takes a buffer.
    public static func unpack(
        _ packed: [UInt8], limit: Int, against base: [UInt8]? = nil
    ) throws(ZstandardError) -> [UInt8] {
        let result = packed.withUnsafeBytes { packed -> Result<[UInt8], ZstandardError> in
            do throws(ZstandardError) {
                return .success(try unpack(packed, limit: limit, against: base))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// 2 GiB: what a 64-bit zstd can look back over.
    private static let largestWindowLog: Int32 = 31

    private static func windowLog(_ count: Int) -> Int32 {
        min(max(Int32(Int.bitWidth - count.leadingZeroBitCount), 10), largestWindowLog)
    }
}
