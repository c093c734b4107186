import Bytes

/// The SHA-256 that names an object.
public struct OSTreeChecksum: Hashable, Sendable, CustomStringConvertible {
    /// Its 32 bytes.
    public let bytes: [UInt8]

    /// A checksum of 32 bytes; nil of any others.
    public init?(bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
        if self.bytes.count != 32 { return nil }
    }

    /// A checksum as directories and references name it: 64 small hexadecimal digits.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 64, !text.utf8.contains(where: { (0x41...0x46).contains($0) }),
            let bytes = Hex.decode(text)
        else { return nil }
        self.bytes = bytes
    }

    /// The 64 digits.
    public var description: String { Hex.encode(bytes) }
}
