/// Character data as XML 1.0 holds it.
enum XMLEscape {
    static let declaration = #"<?xml version="1.0" encoding="UTF-8"?>"#

    /// Appends text with markup as references and U+FFFD for what is outside of `Char` (XML 1.0, 2.2).
    ///
    /// - Parameter isAttribute: tabs and line breaks become references too, or reading would turn them into
    ///   spaces (XML 1.0, 3.3.3).
    static func append(_ text: String, to bytes: inout [UInt8], isAttribute: Bool = false) {
        var text = text
        text.withUTF8 { append($0, to: &bytes, isAttribute: isAttribute) }
    }

    private static func append(
        _ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8], isAttribute: Bool
    ) {
        // Most text needs no care: it is copied in runs.
        var start = 0
        var index = 0
        while index < text.count {
            var length = 1
            if needsCare[Int(text[index])], let instead = replacement(text, index, isAttribute, &length) {
                bytes += text[start..<index]
                bytes += instead.utf8
                index += length
                start = index
            } else {
                index += 1
            }
        }
        bytes += text[start...]
    }

    private static let needsCare: [Bool] = (0..<256).map { byte in
        byte < 0x20 || byte == 0xEF || "<>&\"".utf8.contains(UInt8(byte))
    }

    private static let noncharacter = "\u{FFFD}"

    /// What stands for the character at an index, and how many bytes it takes there; nil for itself.
    private static func replacement(
        _ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ isAttribute: Bool, _ length: inout Int
    ) -> String? {
        switch text[index] {
        case UInt8(ascii: "<"): return "&lt;"
        case UInt8(ascii: ">"): return "&gt;"
        case UInt8(ascii: "&"): return "&amp;"
        case UInt8(ascii: "\""): return "&quot;"
        // As a reference, or reading would turn it into a newline (XML 1.0, 2.11).
        case 0x0D: return "&#13;"
        case 0x0A: return isAttribute ? "&#10;" : nil
        case 0x09: return isAttribute ? "&#9;" : nil
        case 0xEF:
            // U+FFFE and U+FFFF.
            guard index + 2 < text.count, text[index + 1] == 0xBF, text[index + 2] >= 0xBE else { return nil }
            length = 3
            return noncharacter
        default: return noncharacter
        }
    }
}
