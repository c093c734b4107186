/// MD5 (RFC 1321), which old content still names.
struct MD5: Sendable {
    private var hash: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]

    var bytes: [UInt8] { hash.flatMap(\.byteSwapped.bigEndianBytes) }

    mutating func absorb(_ blocks: UnsafeRawBufferPointer) {
        Self.constants.withUnsafeBufferPointer { constants in
            for offset in stride(from: 0, to: blocks.count, by: 64) { absorb(blocks, at: offset, constants) }
        }
    }

    private mutating func absorb(
        _ blocks: UnsafeRawBufferPointer, at offset: Int, _ k: UnsafeBufferPointer<UInt32>
    ) {
        var (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3])
        for t in 0..<64 {
            let mixed: UInt32
            let word: Int
            switch t / 16 {
            case 0: (mixed, word) = (b & c | ~b & d, t)
            case 1: (mixed, word) = (d & b | ~d & c, (5 &* t &+ 1) % 16)
            case 2: (mixed, word) = (b ^ c ^ d, (3 &* t &+ 5) % 16)
            default: (mixed, word) = (c ^ (b | ~d), 7 &* t % 16)
            }
            let input = UInt32(
                littleEndian: blocks.loadUnaligned(fromByteOffset: offset &+ 4 &* word, as: UInt32.self))
            let sum = a &+ mixed &+ k[t] &+ input
            (a, d, c, b) = (d, c, b, b &+ sum.turned(left: Self.turn(t)))
        }
        for (index, value) in [a, b, c, d].enumerated() { hash[index] &+= value }
    }

    @inline(__always)
    private static func turn(_ t: Int) -> UInt32 {
        switch (t / 16, t % 4) {
        case (0, 0): 7
        case (0, 1): 12
        case (0, 2): 17
        case (0, _): 22
        case (1, 0): 5
        case (1, 1): 9
        case (1, 2): 14
        case (1, _): 20
        case (2, 0): 4
        case (2, 1): 11
        case (2, 2): 16
        case (2, _): 23
        case (_, 0): 6
        case (_, 1): 10
        case (_, 2): 15
        default: 21
        }
    }

    /// The first bits of the sines of whole numbers.
    private static let constants: [UInt32] = [
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
        0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
        0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
        0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
        0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
        0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
        0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
        0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
    ]
}
