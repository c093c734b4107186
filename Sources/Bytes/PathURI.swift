/// Paths as URIs: every byte that may not stand in a path is encoded (RFC 3986, 3.3).
public enum PathURI {
    /// A `file:` URI of an absolute path (RFC 8089).
    public static func file(_ path: String) -> String { "file://" + encoded(path) }

    /// A relative reference (RFC 3986, 4.2); a colon in the first part would make it a scheme, so it is encoded.
    public static func relative(_ path: String) -> String {
        encoded(path).split(separator: ":", omittingEmptySubsequences: false).joined(separator: "%3A")
    }

    private static func encoded(_ path: String) -> String {
        let kept = Set("/-._~!$&'()*+,;=:@".utf8)
        var result: [UInt8] = []
        for byte in path.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            if isPlain || kept.contains(byte) {
                result.append(byte)
            } else {
                result.append(UInt8(ascii: "%"))
                result += Hex.encode([byte]).uppercased().utf8
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
