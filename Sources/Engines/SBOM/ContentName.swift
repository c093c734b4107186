import Bytes
import Crypto

/// Names that are made of content, so that the same list has the same name on every machine.
enum ContentName {
    /// A UUID of version 8: the beginning of the content's SHA-256 (RFC 9562, B.2).
    static func uuid(of bytes: [UInt8]) -> String {
        var digest = Array(SHA256.hash(data: bytes).prefix(16))
        digest[6] = digest[6] & 0x0F | 0x80
        digest[8] = digest[8] & 0x3F | 0x80
        let hex = Array(Hex.encode(digest))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(hex[$0]) }.joined(separator: "-")
    }

    /// Sixteen hexadecimal digits for a text (FNV-1a of 64 bits): short, and not meant to resist anybody.
    static func short(_ text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// A name that no other in `taken` has: the name itself, or one with a number behind it.
    static func unique(_ name: String, among taken: inout Set<String>) -> String {
        if taken.insert(name).inserted { return name }
        var number = 2
        while !taken.insert("\(name)-\(number)").inserted { number += 1 }
        return "\(name)-\(number)"
    }
}
