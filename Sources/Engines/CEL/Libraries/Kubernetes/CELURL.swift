/// A URL in its parts, as Go's `net/url` reads it.
public struct CELURL: Sendable, Hashable, CELHostValue {
    private let text: String
    let scheme: String
    let host: String
    let path: String
    let query: String

    /// `kubernetes.URL`.
    public var type: CELType { .url }

    /// Reads an absolute URI or an absolute path; nil for anything else.
    public init?(_ text: String) {
        guard !text.isEmpty, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
        self.text = text
        var rest = Array(text.utf8)[...]
        guard let scheme = Self.takeScheme(&rest) else { return nil }
        self.scheme = scheme
        if let mark = rest.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<mark] }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            query = String(decoding: rest[(mark + 1)...], as: UTF8.self)
            rest = rest[..<mark]
        } else {
            query = ""
        }
        guard rest.first == UInt8(ascii: "/") else {
            // What has a scheme and no slash has no parts that could be asked for.
            guard !scheme.isEmpty else { return nil }
            (host, path) = ("", "")
            return
        }
        var host = ""
        if !scheme.isEmpty, rest.starts(with: "//".utf8) {
            let authority = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "/") }
            rest = rest.dropFirst(2 + authority.count)
            guard let found = Self.host(authority) else { return nil }
            host = found
        }
        self.host = host
        guard Percent.decode(rest, plusIsSpace: false) != nil else { return nil }
        path =
            Percent.isEncodedPath(rest)
            ? String(decoding: rest, as: UTF8.self)
            : Percent.encodePath(Percent.decode(rest, plusIsSpace: false) ?? [])
    }

    /// The host without port and brackets.
    var hostname: String {
        let name =
            port.isEmpty
            ? host.hasSuffix(":") ? String(host.dropLast()) : host
            : String(host.dropLast(port.utf8.count + 1))
        return name.hasPrefix("[") ? String(name.dropFirst().prefix { $0 != "]" }) : name
    }

    /// The port's digits, or nothing.
    var port: String {
        guard let colon = host.utf8.lastIndex(of: UInt8(ascii: ":")) else { return "" }
        let digits = host.utf8[host.utf8.index(after: colon)...]
        return digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? String(decoding: digits, as: UTF8.self) : ""
    }

    /// The parameters of the query, each name with all of its values.
    var parameters: [(name: String, values: [String])] {
        var result: [(name: String, values: [String])] = []
        var places: [[UInt8]: Int] = [:]
        for part in query.utf8.split(separator: UInt8(ascii: "&")) where !part.contains(UInt8(ascii: ";")) {
            let pieces = part.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Percent.decode(pieces[0], plusIsSpace: true),
                let value = Percent.decode(pieces.count > 1 ? pieces[1] : part.prefix(0), plusIsSpace: true)
            else { continue }
            let text = String(decoding: value, as: UTF8.self)
            if let place = places[name] {
                result[place].values.append(text)
            } else {
                places[name] = result.count
                result.append((String(decoding: name, as: UTF8.self), [text]))
            }
        }
        return result
    }

    /// Takes `scheme:`; nothing when there is none, nil when the colon comes first.
    private static func takeScheme(_ rest: inout ArraySlice<UInt8>) -> String? {
        for (offset, byte) in rest.enumerated() {
            let isLetter = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
            if isLetter { continue }
            switch byte {
            case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                if offset == 0 { return "" }
            case UInt8(ascii: ":"):
                if offset == 0 { return nil }
                let scheme = String(decoding: rest.prefix(offset), as: UTF8.self).lowercased()
                rest = rest.dropFirst(offset + 1)
                return scheme
            default: return ""
            }
        }
        return ""
    }

    private static func host(_ authority: ArraySlice<UInt8>) -> String? {
        var host = authority
        if let mark = authority.lastIndex(of: UInt8(ascii: "@")) {
            let isPlain = authority[..<mark].allSatisfy { Percent.isUserInfo($0) }
            guard isPlain, Percent.decode(authority[..<mark], plusIsSpace: false) != nil else { return nil }
            host = authority[(mark + 1)...]
        }
        let port: ArraySlice<UInt8>
        if host.first == UInt8(ascii: "[") {
            guard let close = host.lastIndex(of: UInt8(ascii: "]")) else { return nil }
            port = host[(close + 1)...]
        } else {
            port = host.lastIndex(of: UInt8(ascii: ":")).map { host[$0...] } ?? []
        }
        let digits = port.dropFirst()
        guard port.isEmpty || port.first == UInt8(ascii: ":"),
            digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            host.allSatisfy({ $0 >= 0x80 || Percent.isHost($0) })
        else { return nil }
        return String(decoding: host, as: UTF8.self)
    }
}

/// Percent-encoding (RFC 3986, section 2.1) as Go applies it.
private enum Percent {
    /// The bytes meant, or nil for a percent sign without two digits.
    static func decode(_ bytes: some Collection<UInt8>, plusIsSpace: Bool) -> [UInt8]? {
        var result: [UInt8] = []
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                let digits = rest.prefix(2)
                guard digits.count == 2, digits.allSatisfy(isHex),
                    let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
                else { return nil }
                rest = rest.dropFirst(2)
                result.append(value)
            } else {
                result.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return result
    }

    static func encodePath(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in bytes {
            if isUnreserved(byte) || "$&+,/:;=@".utf8.contains(byte) {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    static func isEncodedPath(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { isUnreserved($0) || "!$&'()*+,;=:@[]%/".utf8.contains($0) }
    }

    static func isUserInfo(_ byte: UInt8) -> Bool {
        isUnreserved(byte) || "!$&'()*+,;=:%@".utf8.contains(byte)
    }

    static func isHost(_ byte: UInt8) -> Bool {
        isUnreserved(byte) || "!$&'()*+,;=:[]<>\"".utf8.contains(byte)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
            || "-_.~".utf8.contains(byte)
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
    }
}
