extension PackageURL {
    /// Reads a text (purl-spec, how-to-parse), also one that is not in canonical form.
    ///
    /// - Throws: ``PackageURLError`` when it is no package URL.
    public init(_ text: String) throws(PackageURLError) {
        func error(_ reason: String) -> PackageURLError { PackageURLError(text: text, reason: reason) }
        func decoded(_ part: some Sequence<UInt8>) throws(PackageURLError) -> String {
            guard let decoded = PercentCoding.decode(part) else {
                throw error("\"\(String(decoding: Array(part), as: UTF8.self))\" is wrongly encoded")
            }
            return decoded
        }

        var rest = Array(text.utf8)[...]
        let subpath = Self.cut(&rest, atLast: "#")
        let query = Self.cut(&rest, atLast: "?")
        guard let colon = rest.firstIndex(of: UInt8(ascii: ":")),
            String(decoding: rest[..<colon], as: UTF8.self).lowercased() == "pkg"
        else { throw error("it does not begin with \"pkg:\"") }
        rest = rest[(colon + 1)...].drop { $0 == UInt8(ascii: "/") }
        guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else {
            throw error("it lacks a type or a name")
        }
        let type = String(decoding: rest[..<slash], as: UTF8.self)
        rest = rest[(slash + 1)...]
        // npm's scopes begin with the sign that stands before versions; many write it as it is.
        var version: ArraySlice<UInt8>?
        let lastSlash = rest.lastIndex(of: UInt8(ascii: "/")) ?? rest.startIndex - 1
        if let at = rest.lastIndex(of: UInt8(ascii: "@")),
            at > lastSlash || at > rest.startIndex && rest[at - 1] != UInt8(ascii: "/")
        {
            version = rest[(at + 1)...]
            rest = rest[..<at]
        }
        while rest.last == UInt8(ascii: "/") { rest.removeLast() }
        var namespace: ArraySlice<UInt8> = []
        if let last = rest.lastIndex(of: UInt8(ascii: "/")) {
            namespace = rest[..<last]
            rest = rest[(last + 1)...]
        }
        var qualifiers: [String: String] = [:]
        for pair in (query ?? []).split(separator: UInt8(ascii: "&")) {
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else {
                throw error("the qualifier \"\(String(decoding: pair, as: UTF8.self))\" has no value")
            }
            let key = String(decoding: pair[..<equals], as: UTF8.self)
            guard qualifiers.updateValue(try decoded(pair[(equals + 1)...]), forKey: key) == nil else {
                throw error("the qualifier \"\(key)\" stands there twice")
            }
        }
        do throws(PackageURLError) {
            try self.init(
                type: type, namespace: try decoded(namespace), name: try decoded(rest),
                version: try version.map { version throws(PackageURLError) in try decoded(version) },
                qualifiers: qualifiers,
                subpath: try subpath.map { subpath throws(PackageURLError) in try decoded(subpath) })
        } catch {
            throw PackageURLError(text: text, reason: error.reason)
        }
    }

    /// A text without its percent signs' escapes; nil when they are wrong.
    public static func decoded(_ text: String) -> String? { PercentCoding.decode(text.utf8) }

    /// What stands behind the last of a sign, which is taken off; nil when the sign is absent.
    private static func cut(_ text: inout ArraySlice<UInt8>, atLast sign: Unicode.Scalar) -> ArraySlice<
        UInt8
    >? {
        guard let place = text.lastIndex(of: UInt8(ascii: sign)) else { return nil }
        defer { text = text[..<place] }
        return text[(place + 1)...]
    }
}
