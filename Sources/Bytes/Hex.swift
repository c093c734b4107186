/// Hexadecimal digits (RFC 4648, section 8), in lower case.
public enum Hex {
    /// The bytes as text, two digits each.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
