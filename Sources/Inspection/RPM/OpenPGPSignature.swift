/// The part of an OpenPGP signature packet (RFC 4880, 5.2) that names the key.
enum OpenPGPSignature {
    /// The sixteen digits of the signing key's id, or nil when the bytes are no signature packet.
    static func keyID(_ bytes: [UInt8]) -> String? {
        guard let body = packetBody(bytes[...]), let version = body.first else { return nil }
        switch version {
        case 3:
            // Version, length of the hashed part (5), type, time of 4 bytes, then the key.
            return body.count >= 15 ? hex(body.dropFirst(7).prefix(8)) : nil
        case 4:
            var rest = body.dropFirst(4)
            for _ in 0..<2 {
                guard let area = takeArea(&rest) else { return nil }
                if let key = issuer(area) { return key }
            }
            return nil
        default: return nil
        }
    }

    /// The first packet's content when it is a signature (tag 2).
    private static func packetBody(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let first = bytes.first, first & 0x80 != 0 else { return nil }
        var rest = bytes.dropFirst()
        let length: Int
        if first & 0x40 != 0 {
            guard first & 0x3F == 2, let size = takeNewLength(&rest) else { return nil }
            length = size
        } else {
            guard first >> 2 & 0x0F == 2 else { return nil }
            let width = [1, 2, 4, 0][Int(first & 3)]
            guard width > 0, rest.count >= width else { return nil }
            length = rest.prefix(width).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(width)
        }
        return length <= rest.count ? rest.prefix(length) : nil
    }

    /// A length of one, two or five bytes (4.2.2); of partial bodies there are none in headers.
    private static func takeNewLength(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let first = rest.popFirst() else { return nil }
        switch first {
        case ..<192: return Int(first)
        case 192..<224:
            guard let second = rest.popFirst() else { return nil }
            return (Int(first) - 192) << 8 + Int(second) + 192
        case 255:
            guard rest.count >= 4 else { return nil }
            defer { rest = rest.dropFirst(4) }
            return rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        default: return nil
        }
    }

    private static func takeArea(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard rest.count >= 2 else { return nil }
        let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(2)
        guard length <= rest.count else { return nil }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }

    /// The issuer among subpackets: type 16 is the key's id, type 33 its fingerprint, which ends in the id.
    private static func issuer(_ area: ArraySlice<UInt8>) -> String? {
        var rest = area
        while let length = takeNewLength(&rest), length > 0, length <= rest.count {
            let packet = rest.prefix(length)
            rest = rest.dropFirst(length)
            switch packet[packet.startIndex] & 0x7F {
            case 16 where length == 9: return hex(packet.dropFirst())
            case 33 where length >= 22: return hex(packet.suffix(8))
            default: continue
            }
        }
        return nil
    }

    private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = Array("0123456789abcdef")
        return bytes.map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
    }
}
