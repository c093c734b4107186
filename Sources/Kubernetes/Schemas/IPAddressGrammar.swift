/// The written forms of IP addresses and networks, as Go's `net` package reads them.
enum IPAddressGrammar {
    /// Four decimal bytes without leading zeros.
    static func isIPv4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
                else {
                    return false
                }
                return (part.count == 1 || part.first != "0") && (Int(part) ?? 256) < 256
            }
    }

    /// Eight groups of hexadecimal digits, one run of which may be `::`; the last two may be an IPv4 address.
    static func isIPv6(_ text: String) -> Bool {
        guard text.contains(":"), text.utf8.count <= 45 else { return false }
        let halves = split(text, at: "::")
        guard halves.count <= 2 else { return false }
        var groups = 0
        for (index, half) in halves.enumerated() where !half.isEmpty {
            let parts = half.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            for (position, part) in parts.enumerated() {
                let isLast = index == halves.count - 1 && position == parts.count - 1
                if isLast && part.contains(".") {
                    guard isIPv4(part) else { return false }
                    groups += 2
                } else {
                    guard (1...4).contains(part.utf8.count), UInt16(part, radix: 16) != nil, part.first != "+"
                    else {
                        return false
                    }
                    groups += 1
                }
            }
        }
        return halves.count == 2 ? groups < 8 : groups == 8
    }

    /// An address and the length of its prefix in bits.
    static func isCIDR(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let bits = Int(parts[1]), String(bits) == parts[1], bits >= 0 else {
            return false
        }
        return (isIPv4(parts[0]) && bits <= 32) || (isIPv6(parts[0]) && bits <= 128)
    }

    private static func split(_ text: String, at mark: String) -> [String] {
        var parts: [String] = [""]
        var rest = text[...]
        while !rest.isEmpty {
            if rest.hasPrefix(mark) {
                parts.append("")
                rest = rest.dropFirst(mark.count)
            } else {
                parts[parts.count - 1].append(rest.removeFirst())
            }
        }
        return parts
    }
}
