/// The name under which one request is found again in logs.
enum AuditID {
    /// A random UUID (RFC 9562, version 4).
    static func make() -> String {
        var random = SystemRandomNumberGenerator()
        var digits: [UInt8] = []
        digits.reserveCapacity(36)
        for index in 0..<16 {
            var byte = UInt8.random(in: .min ... .max, using: &random)
            if index == 6 { byte = byte & 0x0F | 0x40 }
            if index == 8 { byte = byte & 0x3F | 0x80 }
            if [4, 6, 8, 10].contains(index) { digits.append(UInt8(ascii: "-")) }
            digits.append(hex[Int(byte >> 4)])
            digits.append(hex[Int(byte & 15)])
        }
        return String(decoding: digits, as: UTF8.self)
    }

    private static let hex = Array("0123456789abcdef".utf8)
}
