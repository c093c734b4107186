/// The address of an API server or a proxy: `scheme://host:port/prefix`.
public struct ServerURL: Sendable, Hashable, CustomStringConvertible {
    /// `http` or `https` (for a proxy also `socks5`).
    public var scheme: String
    /// A name or an address; IPv6 without brackets.
    public var host: String
    /// The port; the scheme's own unless one is given.
    public var port: Int
    /// What goes before every path, without a slash at its end; empty mostly.
    public var prefix: String
    /// `user:password` before the host, for proxies; nil when there is none.
    var userInfo: String?

    /// Reads a URL; nil for anything else.
    public init?(_ text: String, defaultScheme: String) {
        var rest = text[...]
        scheme = defaultScheme
        if let mark = text.firstRange(of: "://") {
            scheme = text[..<mark.lowerBound].lowercased()
            rest = text[mark.upperBound...]
        }
        guard let standard = ["http": 80, "https": 443, "socks5": 1080, "socks5h": 1080][scheme] else {
            return nil
        }
        guard !rest.contains(where: { $0 == "?" || $0 == "#" || $0.isWhitespace || !$0.isASCII }) else {
            return nil
        }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        prefix = String(rest[slash...])
        while prefix.hasSuffix("/") { prefix.removeLast() }
        var authority = rest[..<slash]
        if let at = authority.lastIndex(of: "@") {
            userInfo = String(authority[..<at])
            authority = authority[authority.index(after: at)...]
        }
        var portText = ""[...]
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else { return nil }
            host = String(authority[authority.index(after: authority.startIndex)..<close])
            let after = authority[authority.index(after: close)...]
            guard after.isEmpty || after.hasPrefix(":") else { return nil }
            portText = after.dropFirst()
        } else {
            let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count <= 2 else { return nil }
            host = String(parts[0])
            portText = parts.count == 2 ? parts[1] : ""
        }
        guard !host.isEmpty else { return nil }
        port = standard
        if !portText.isEmpty {
            guard portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(portText),
                (1...65535).contains(number)
            else { return nil }
            port = number
        }
    }

    /// `host:port`, as the Host header and messages name it.
    public var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// The URL without what is secret in it.
    public var description: String { "\(scheme)://\(authority)\(prefix)" }
}
