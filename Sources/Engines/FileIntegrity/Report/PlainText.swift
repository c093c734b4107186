/// Text that cannot move the cursor of a terminal: control characters are octal (`aide(1)`, Control
/// characters).
public enum PlainText {
    /// Escaped bytes; a backslash that could be taken for an escape is one itself.
    public static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }) else {
            return bytes
        }
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let looksEscaped =
                byte == UInt8(ascii: "\\") && index + 3 < bytes.count
                && bytes[(index + 1)...(index + 3)].allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
            if byte < 0x20 || byte == 0x7F || looksEscaped {
                text += [UInt8(ascii: "\\"), 0x30 + byte >> 6, 0x30 + (byte >> 3 & 7), 0x30 + (byte & 7)]
            } else {
                text.append(byte)
            }
        }
        return text
    }

    /// Escaped text.
    public static func escaped(_ text: String) -> String {
        String(decoding: escaped(Array(text.utf8)), as: UTF8.self)
    }
}
