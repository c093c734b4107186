/// SHA-1 (FIPS 180-4, 6.1), which old content and package headers still name.
struct SHA1: Sendable {
    private var hash: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]

    var bytes: [UInt8] { hash.flatMap(\.bigEndianBytes) }

    mutating func absorb(_ blocks: UnsafeRawBufferPointer) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { schedule in
            for offset in stride(from: 0, to: blocks.count, by: 64) { absorb(blocks, at: offset, schedule) }
        }
    }

    private mutating func absorb(
        _ blocks: UnsafeRawBufferPointer, at offset: Int, _ w: UnsafeMutableBufferPointer<UInt32>
    ) {
        for t in 0..<16 {
            w[t] = UInt32(bigEndian: blocks.loadUnaligned(fromByteOffset: offset &+ 4 &* t, as: UInt32.self))
        }
        for t in 16..<80 {
            w[t] = (w[t &- 3] ^ w[t &- 8] ^ w[t &- 14] ^ w[t &- 16]).turned(left: 1)
        }
        var (a, b, c, d, e) = (hash[0], hash[1], hash[2], hash[3], hash[4])
        for t in 0..<80 {
            let mixed: UInt32
            switch t / 20 {
            case 0: mixed = (b & c ^ ~b & d) &+ 0x5a82_7999
            case 1: mixed = (b ^ c ^ d) &+ 0x6ed9_eba1
            case 2: mixed = (b & c ^ b & d ^ c & d) &+ 0x8f1b_bcdc
            default: mixed = (b ^ c ^ d) &+ 0xca62_c1d6
            }
            let next = a.turned(left: 5) &+ mixed &+ e &+ w[t]
            (e, d, c, b, a) = (d, c, b.turned(left: 30), a, next)
        }
        for (index, value) in [a, b, c, d, e].enumerated() { hash[index] &+= value }
    }
}
