import CZstd

/// Bytes that are packed and unpacked whole (RFC 8878).
public enum ZstandardBlock {
    /// Packs bytes.
    ///
    /// - Parameter level: 1 to 19, from fast to small.
    /// - Throws: ``ZstandardError``.
    public static func pack(_ bytes: [UInt8], level: Int32) throws(ZstandardError) -> [UInt8] {
        var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let count = packed.withUnsafeMutableBytes { output in
            bytes.withUnsafeBytes {
                ZSTD_compress(output.baseAddress, output.count, $0.baseAddress, $0.count, level)
            }
        }
        guard ZSTD_isError(count) == 0 else { throw .corrupt(String(cString: ZSTD_getErrorName(count))) }
        packed.removeLast(packed.count - count)
        return packed
    }

    /// Unpacks bytes.
    ///
    /// - Parameter limit: the most bytes that may come out.
    /// - Throws: ``ZstandardError``, also when more than the limit would come out.
    public static func unpack(
        _ packed: UnsafeRawBufferPointer, limit: Int
    ) throws(ZstandardError) -> [UInt8] {
        let stated = ZSTD_getFrameContentSize(packed.baseAddress, packed.count)
        guard stated <= UInt64(limit) else {
            throw .corrupt("it does not say that it is of \(limit) bytes or less")
        }
        var bytes = [UInt8](repeating: 0, count: Int(stated))
        let count = bytes.withUnsafeMutableBytes {
            ZSTD_decompress($0.baseAddress, $0.count, packed.baseAddress, packed.count)
        }
        guard ZSTD_isError(count) == 0, count == bytes.count else {
            throw .corrupt(
                ZSTD_isError(count) == 0 ? "it is short" : String(cString: ZSTD_getErrorName(count)))
        }
        return bytes
    }
}
