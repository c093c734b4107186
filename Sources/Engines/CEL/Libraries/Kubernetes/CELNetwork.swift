/// An IP address with the length of a prefix.
public struct CELNetwork: Sendable, Hashable, CELHostValue {
    let address: CELAddress
    let bits: Int

    init(address: CELAddress, bits: Int) {
        self.address = address
        self.bits = bits
    }

    /// Reads `10.0.0.0/8`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let address = CELAddress(parts[0]), let bits = Int(parts[1]),
            String(bits) == parts[1], (0...address.width).contains(bits)
        else { return nil }
        self.address = address
        self.bits = bits
    }

    /// `net.CIDR`.
    public var type: CELType { .cidr }

    var text: String { "\(address.text)/\(bits)" }

    func contains(_ other: CELAddress) -> Bool {
        other.width == address.width && other.masked(bits) == address.masked(bits)
    }

    func contains(_ other: CELNetwork) -> Bool { bits <= other.bits && contains(other.address) }
}
