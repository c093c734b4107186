/// A package URL (https://github.com/package-url/purl-spec): `pkg:rpm/redhat/samba@4.18-1?arch=x86_64`.
public struct PackageURL: Sendable, Hashable, CustomStringConvertible {
    /// The kind of package, such as `rpm`, in small letters.
    public var type: String
    /// What stands between the type and the name; nil for none.
    public var namespace: String?
    /// The name.
    public var name: String
    /// The version; nil for none.
    public var version: String?
    /// The qualifiers by name.
    public var qualifiers: [String: String] = [:]
    /// The path inside the package; nil for none.
    public var subpath: String?

    /// Reads a package URL; nil for any other text.
    public init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        guard rest.hasPrefix("pkg:") else { return nil }
        rest = rest.dropFirst(4).drop { $0 == "/" }
        if let mark = rest.firstIndex(of: "#") {
            subpath = Self.decode(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        if let mark = rest.firstIndex(of: "?") {
            for pair in rest[rest.index(after: mark)...].split(separator: "&") {
                guard let equals = pair.firstIndex(of: "=") else { return nil }
                let value = Self.decode(pair[pair.index(after: equals)...])
                if !value.isEmpty { qualifiers[pair[..<equals].lowercased()] = value }
            }
            rest = rest[..<mark]
        }
        var parts = rest.split(separator: "/")
        guard parts.count >= 2, let last = parts.popLast() else { return nil }
        type = parts.removeFirst().lowercased()
        // An npm scope begins with an @ that is not before a version.
        if let at = last.lastIndex(of: "@"), at > last.startIndex {
            version = Self.decode(last[last.index(after: at)...])
            name = Self.decode(last[..<at])
        } else {
            name = Self.decode(last)
        }
        let names = parts.flatMap { Self.decode($0).split(separator: "/") }
        namespace = names.isEmpty ? nil : names.joined(separator: "/")
        if name.isEmpty { return nil }
    }

    /// The URL as the specification writes it.
    public var description: String {
        var text = "pkg:\(type)/"
        if let namespace { text += Self.encode(namespace, keeping: "/") + "/" }
        text += Self.encode(name)
        if let version { text += "@" + Self.encode(version) }
        if !qualifiers.isEmpty {
            let pairs = qualifiers.sorted { $0.key < $1.key }
            let written = pairs.map { "\($0.key)=\(Self.encode($0.value, keeping: "/"))" }
            text += "?" + written.joined(separator: "&")
        }
        if let subpath { text += "#" + Self.encode(subpath, keeping: "/") }
        return text
    }

    static func decode(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func encode(_ text: String, keeping kept: String = "") -> String {
        var result = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_", "~", ":":
                result.unicodeScalars.append(scalar)
            case _ where kept.unicodeScalars.contains(scalar): result.unicodeScalars.append(scalar)
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}
