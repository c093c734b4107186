/// A package URL: one text that names a package of any package manager (purl-spec, PURL-SPECIFICATION).
///
/// Values are canonical: two texts that mean one package by the rules of its type are equal once they are read.
///
/// ```swift
/// let url = try PackageURL("pkg:PyPI/Django_package@1.11.1")
/// print(url)  // pkg:pypi/django-package@1.11.1
/// ```
public struct PackageURL: Sendable, Hashable {
    /// The type, in lower case, such as `deb`; any that the specification allows, known here or not.
    public let type: String
    /// The namespace, decoded; its segments stand apart by slashes; nil for none.
    public let namespace: String?
    /// The name, decoded.
    public let name: String
    /// The version, decoded; nil for none.
    public let version: String?
    /// The qualifiers by their keys, which are in lower case; none is empty.
    public let qualifiers: [String: String]
    /// The path inside of the package, decoded; nil for none.
    public let subpath: String?

    /// Makes a package URL of parts that are not encoded.
    ///
    /// - Throws: ``PackageURLError`` when a part that the type needs is absent, or one is not of the allowed form.
    public init(
        type: String, namespace: String? = nil, name: String, version: String? = nil,
        qualifiers: [String: String] = [:], subpath: String? = nil
    ) throws(PackageURLError) {
        let rules = PackageURLRules(type: type.lowercased())
        func error(_ reason: String) -> PackageURLError {
            PackageURLError(text: "\(type)/\(name)", reason: reason)
        }
        guard Self.isKey(type, besides: ".+-") else { throw error("\"\(type)\" is no type") }
        let segments = Self.segments(namespace ?? "")
        let name = rules.canonicalName(Self.trimmed(name))
        guard !name.isEmpty else { throw error("it has no name") }
        if rules.needsNamespace, segments.isEmpty { throw error("the type needs a namespace") }
        var kept: [String: String] = [:]
        for (key, value) in qualifiers where !value.isEmpty {
            guard Self.isKey(key, besides: ".-_") else { throw error("\"\(key)\" is no key of a qualifier") }
            guard kept.updateValue(value, forKey: key.lowercased()) == nil else {
                throw error("the qualifier \"\(key)\" stands there twice")
            }
        }
        self.type = type.lowercased()
        self.namespace = segments.isEmpty ? nil : rules.canonicalNamespace(segments.joined(separator: "/"))
        self.name = name
        self.version = (version ?? "").isEmpty ? nil : rules.canonicalVersion(version ?? "")
        self.qualifiers = kept
        let steps = Self.segments(subpath ?? "").filter { $0 != "." && $0 != ".." }
        self.subpath = steps.isEmpty ? nil : steps.joined(separator: "/")
    }

    private static func segments(_ path: String) -> [Substring] {
        path.split(separator: "/", omittingEmptySubsequences: true)
    }

    private static func trimmed(_ name: String) -> String {
        guard name.utf8.first == UInt8(ascii: "/") || name.utf8.last == UInt8(ascii: "/") else { return name }
        return String(name.drop { $0 == "/" }.reversed().drop { $0 == "/" }.reversed())
    }

    /// Whether a text is letters, digits and a few others, and starts with a letter.
    private static func isKey(_ text: String, besides others: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { byte in
            isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || others.utf8.contains(byte)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

/// Why a text is no package URL.
public struct PackageURLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The text.
    public var text: String
    /// One clause that says what is wrong.
    public var reason: String

    /// The text and the reason.
    public var description: String { "package URL \"\(text.prefix(200))\": \(reason)" }
}
