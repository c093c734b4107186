/// Strings of JSON reports.
enum JSONText {
    /// The bytes between quotes; bytes that are not UTF-8 stay as they are, as the peer leaves them.
    static func quoted(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = [UInt8(ascii: "\"")]
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\n"): text += "\\n".utf8
            case UInt8(ascii: "\t"): text += "\\t".utf8
            case 0x08: text += "\\b".utf8
            case 0x0C: text += "\\f".utf8
            case UInt8(ascii: "\r"): text += "\\r".utf8
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case 0..<0x20, 0x7F:
                let digits = Array("0123456789abcdef".utf8)
                text += "\\u00".utf8
                text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
        return text
    }

    static func quoted(_ text: String) -> [UInt8] { quoted(Array(text.utf8)) }

    /// The value of an attribute that has one line.
    static func scalar(_ attribute: Attribute, _ line: [UInt8]) -> [UInt8] {
        switch attribute {
        case .user, .group, .size, .growingSize, .inode, .blockCount, .linkCount: line
        default: quoted(line)
        }
    }
}
