/// The fields of one 512-byte block before an entry (POSIX.1-2017, pax, "ustar Interchange Format").
struct TarHeader {
    static let size = 512
    private let block: [UInt8]

    /// Takes a block whose checksum is right; nil when it is not.
    init?(_ block: [UInt8]) {
        guard block.count == Self.size else { return nil }
        self.block = block
        guard let stated = number(148..<156) else { return nil }
        // The checksum's own field counts as blanks.
        var sum = 8 * 0x20
        for index in block.indices where !(148..<156).contains(index) { sum += Int(block[index]) }
        guard sum == stated else { return nil }
    }

    var type: UInt8 { block[156] }

    /// The name with its prefix; GNU's own form, which says so by its magic, has other fields there.
    var name: [UInt8] {
        let name = text(0..<100)
        let prefix = text(345..<500)
        guard isUSTAR, !prefix.isEmpty else { return name }
        return prefix + [UInt8(ascii: "/")] + name
    }

    var linkTarget: [UInt8] { text(157..<257) }
    var mode: Int? { number(100..<108) }
    var userID: Int? { number(108..<116) }
    var groupID: Int? { number(116..<124) }
    var entrySize: Int? { number(124..<136) }
    var modified: Int? { number(136..<148) }
    var deviceMajor: Int? { number(329..<337) }
    var deviceMinor: Int? { number(337..<345) }

    private var isUSTAR: Bool { block[257..<263].elementsEqual("ustar\0".utf8) }

    private func text(_ range: Range<Int>) -> [UInt8] { Array(block[range].prefix { $0 != 0 }) }

    /// Octal digits between blanks; or, when the first bit is set, the rest as a big-endian number (GNU, star).
    private func number(_ range: Range<Int>) -> Int? {
        let field = block[range]
        if block[range.lowerBound] & 0x80 != 0 {
            var value = block[range.lowerBound] & 0x40 != 0 ? -1 : Int(block[range.lowerBound] & 0x3F)
            for byte in field.dropFirst() {
                let (high, overflow) = value.multipliedReportingOverflow(by: 256)
                if overflow { return nil }
                value = high | Int(byte)
            }
            return value
        }
        var value = 0
        var hasEnded = false
        for byte in field.drop(while: { $0 == 0x20 || $0 == 0 }) {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "7") where !hasEnded:
                if value > Int.max >> 3 { return nil }
                value = value << 3 | Int(byte - UInt8(ascii: "0"))
            case 0x20, 0: hasEnded = true
            default: return nil
            }
        }
        return value
    }
}
