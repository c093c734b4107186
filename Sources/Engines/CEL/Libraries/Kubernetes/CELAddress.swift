/// An IP address: four bytes or sixteen.
public struct CELAddress: Sendable, Hashable, CELHostValue {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads an address as Go's `netip` does, but without zones and without IPv4 inside of IPv6.
    public init?(_ text: String) {
        if let bytes = Self.four(text.utf8[...]) {
            self.bytes = bytes
        } else if let bytes = Self.sixteen(text), !Self.isMapped(bytes) {
            self.bytes = bytes
        } else {
            return nil
        }
    }

    /// `net.IP`.
    public var type: CELType { .ip }

    /// How many bits an address of the family has.
    var width: Int { bytes.count * 8 }

    /// The canonical text (RFC 5952 for IPv6).
    var text: String {
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        var best = 0..<0
        var index = 0
        while index < 8 {
            let start = index
            while index < 8, groups[index] == 0 { index += 1 }
            if index - start > max(1, best.count) { best = start..<index }
            index += 1
        }
        func written(_ part: ArraySlice<UInt16>) -> String {
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        if best.isEmpty { return written(groups[...]) }
        return "\(written(groups[..<best.lowerBound]))::\(written(groups[best.upperBound...]))"
    }

    /// The address with all bits after the first so many cleared.
    func masked(_ bits: Int) -> CELAddress {
        CELAddress(
            bytes: bytes.enumerated().map { index, byte in
                let kept = min(8, max(0, bits - index * 8))
                return kept == 0 ? 0 : byte & (0xFF << UInt8(8 - kept))
            })
    }

    var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

    var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
    }

    var isMulticast: Bool { bytes.count == 4 ? bytes[0] & 0xF0 == 0xE0 : bytes[0] == 0xFF }

    var isLinkLocalMulticast: Bool {
        bytes.count == 4
            ? bytes[0] == 224 && bytes[1] == 0 && bytes[2] == 0 : bytes[0] == 0xFF && bytes[1] & 0x0F == 2
    }

    var isLinkLocalUnicast: Bool {
        bytes.count == 4
            ? bytes[0] == 169 && bytes[1] == 254 : bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
    }

    var isGlobalUnicast: Bool {
        !isUnspecified && !isLoopback && !isMulticast && !isLinkLocalUnicast && bytes != [255, 255, 255, 255]
    }

    private static func isMapped(_ bytes: [UInt8]) -> Bool {
        bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
    }

    private static func four(_ text: Substring.UTF8View) -> [UInt8]? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
                part.count == 1 || part.first != 0x30,
                let byte = UInt8(String(decoding: part, as: UTF8.self))
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private static func sixteen(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 45 else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.count <= 9 else { return nil }
        var halves: [[UInt8]] = [[]]
        for (index, part) in parts.enumerated() {
            let isEnd = index == 0 || index == parts.count - 1
            if part.isEmpty {
                // Two colons at an end part the text into one empty part more.
                let isBesideGap =
                    index == 0 ? parts[1].isEmpty : index == parts.count - 1 && parts[index - 1].isEmpty
                if isEnd && isBesideGap { continue }
                guard !isEnd, halves.count == 1 else { return nil }
                halves.append([])
            } else if index == parts.count - 1, let last = four(part) {
                halves[halves.count - 1] += last
            } else {
                guard part.count <= 4, part.first != UInt8(ascii: "+"), part.first != UInt8(ascii: "-"),
                    let group = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
                else { return nil }
                halves[halves.count - 1] += [UInt8(group >> 8), UInt8(group & 0xFF)]
            }
        }
        let count = halves.reduce(0) { $0 + $1.count }
        if halves.count == 1 { return count == 16 ? halves[0] : nil }
        guard count <= 14 else { return nil }
        return halves[0] + [UInt8](repeating: 0, count: 16 - count) + halves[1]
    }
}
