/// A checksum that finds what a disk or a torn write damages; it keeps nobody from changing bytes on purpose.
enum Checksum {
    /// The checksum of some bytes, four words at a time.
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var lanes = SIMD4<UInt64>(1, 2, 3, 4)
        let whole = bytes.count & ~31
        for offset in stride(from: 0, to: whole, by: 32) {
            let words = bytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
            lanes = (lanes ^ words) &* prime
            lanes ^= lanes &>> 29
        }
        var sum = UInt64(bytes.count)
        for byte in bytes[whole...] { sum = (sum ^ UInt64(byte)) &* prime }
        for index in 0..<4 {
            sum = (sum ^ lanes[index]) &* prime
            sum ^= sum &>> 29
        }
        return sum
    }

    private static let prime: UInt64 = 0x9E37_79B9_7F4A_7C15
}
