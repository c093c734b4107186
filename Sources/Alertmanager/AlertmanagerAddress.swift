/// The URL of an Alertmanager, without the API's path: `https://HOST:PORT/PREFIX`.
public struct AlertmanagerAddress: Sendable, Hashable, CustomStringConvertible {
    /// The URL, without a slash at its end.
    public let description: String
    private let isEncrypted: Bool
    private let host: String

    /// Reads a URL; nil for what is none, and for one with a user, a query or a fragment in it.
    public init?(_ text: String) {
        guard text.utf8.count <= 2048, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !text.contains(where: { "@?#\\<>\"^`{|}".contains($0) })
        else { return nil }
        let parts = text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0] == "http:" || parts[0] == "https:", parts[1].isEmpty else {
            return nil
        }
        var authority = parts[2]
        if let colon = authority.lastIndex(of: ":"), authority.last != "]" {
            guard let port = Int(authority[authority.index(after: colon)...]), (1...65535).contains(port)
            else {
                return nil
            }
            authority = authority[..<colon]
        }
        let isBracketed = authority.hasPrefix("[") && authority.hasSuffix("]") && authority.count > 2
        guard !authority.isEmpty,
            isBracketed || !authority.contains(where: { ":[]%".contains($0) })
        else { return nil }
        var url = text[...]
        while url.last == "/" { url.removeLast() }
        description = String(url)
        isEncrypted = parts[0] == "https:"
        host = String(isBracketed ? authority.dropFirst().dropLast() : authority)
    }

    /// Whether what is sent there is read by nobody else: it is encrypted, or stays on this machine.
    public var isPrivate: Bool {
        isEncrypted || ["localhost", "::1"].contains(host)
            || host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
    }
}
