import Glibc

/// An IPv4 or IPv6 address with a prefix length (OVAL 5.11, `ipv4_address` and `ipv6_address`).
struct NetworkAddress: Sendable, Equatable {
    /// Whether it is an IPv6 address.
    let isV6: Bool
    private let bytes: [UInt8]
    private let prefix: Int

    /// Reads `ADDRESS`, `ADDRESS/LENGTH` or, for IPv4, `ADDRESS/NETMASK`; nil when it is none of them.
    init?(_ text: String, isV6: Bool) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let bytes = Self.bytes(String(first), isV6: isV6) else { return nil }
        self.isV6 = isV6
        if parts.count < 2 {
            prefix = bytes.count * 8
        } else if let length = Int(parts[1]), (0...bytes.count * 8).contains(length) {
            prefix = length
        } else if !isV6, let mask = Self.bytes(String(parts[1]), isV6: false) {
            prefix = mask.reduce(0) { $0 + $1.nonzeroBitCount }
        } else {
            return nil
        }
        // The standard wants what the prefix does not cover to count for nothing.
        self.bytes = Self.network(bytes, prefix)
    }

    /// How this observed address compares with a stated one.
    ///
    /// Addresses order by their network only when their prefixes are the same; a subset is a network inside
    /// the stated one.
    func verdict(_ operation: Operation, _ stated: NetworkAddress) -> Verdict {
        switch operation {
        case .equals: return Verdict(self == stated)
        case .notEqual: return Verdict(self != stated)
        case .subsetOf:
            return Verdict(prefix >= stated.prefix && Self.network(bytes, stated.prefix) == stated.bytes)
        case .supersetOf:
            return Verdict(prefix <= stated.prefix && bytes == Self.network(stated.bytes, prefix))
        default:
            guard prefix == stated.prefix else { return .error }
            let order = bytes == stated.bytes ? 0 : bytes.lexicographicallyPrecedes(stated.bytes) ? -1 : 1
            return operation.verdict(order).map { Verdict($0) } ?? .error
        }
    }

    private static func network(_ bytes: [UInt8], _ length: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let kept = min(8, max(0, length - index * 8))
            return kept == 0 ? 0 : byte & (UInt8.max << UInt8(8 - kept))
        }
    }

    private static func bytes(_ text: String, isV6: Bool) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: isV6 ? 16 : 4)
        // Leading zeros are allowed and do not make a number octal, which inet_pton(3) will not hear of.
        let text =
            isV6
            ? text
            : text.split(separator: ".", omittingEmptySubsequences: false).map(plain)
                .joined(separator: ".")
        return inet_pton(isV6 ? AF_INET6 : AF_INET, text, &bytes) == 1 ? bytes : nil
    }

    private static func plain(_ number: Substring) -> Substring {
        let digits = number.drop { $0 == "0" }
        return digits.isEmpty ? number.suffix(1) : digits
    }
}
