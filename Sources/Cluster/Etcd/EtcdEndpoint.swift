/// Where a member of an etcd cluster listens for clients.
public struct EtcdEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// A host name or an address; an IPv6 address without its brackets.
    public var host: String
    /// The port.
    public var port: Int
    /// Whether the connection is encrypted.
    public var isSecure: Bool

    /// Reads `https://host:2379` or `http://host:2379`; nil for anything else.
    ///
    /// - Parameter scheme: what a text without a scheme means.
    public init?(_ text: String, scheme: String? = nil) {
        var rest = Substring(text)
        var found = scheme
        if let separator = text.firstRange(of: "://") {
            found = String(text[..<separator.lowerBound])
            rest = text[separator.upperBound...]
        }
        guard let found, ["http", "https"].contains(found) else { return nil }
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        isSecure = found == "https"
        guard let colon = rest.lastIndex(of: ":"),
            let port = UInt16(rest[rest.index(after: colon)...]), port > 0
        else { return nil }
        self.port = Int(port)
        var host = rest[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
            guard host.contains(":") else { return nil }
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, host.utf8.allSatisfy(Self.isHost) else { return nil }
        self.host = String(host)
    }

    /// Reads a list as kube-apiserver's `--etcd-servers` has it: separated by commas.
    public static func list(_ text: String, scheme: String? = nil) -> [EtcdEndpoint]? {
        let found = text.split(separator: ",", omittingEmptySubsequences: false)
            .map { EtcdEndpoint(String($0), scheme: scheme) }
        let known = found.compactMap { $0 }
        return known.count == found.count ? known : nil
    }

    /// The endpoint as a URL.
    public var description: String {
        "\(isSecure ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    private static func isHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
