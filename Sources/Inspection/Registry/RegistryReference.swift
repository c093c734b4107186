/// The name of an image in a registry: `HOST[:PORT]/REPOSITORY[:TAG][@DIGEST]` (OCI distribution-spec 1.1, "Pulling
/// manifests").
///
/// A name without a host is Docker Hub's, as everywhere; one of a single part stands below `library/` there.
public struct RegistryReference: Sendable, Hashable, CustomStringConvertible {
    /// The registry, with its port where it has one, such as `quay.io`; `docker.io` for Docker Hub.
    public var registry: String
    /// The repository.
    public var repository: String
    /// The tag; `latest` where neither a tag nor a digest is named.
    public var tag: String?
    /// The digest of the manifest; it counts where both are named.
    public var digest: String?

    /// Reads a name, with or without `docker://` before it.
    ///
    /// - Throws: ``RegistryError/Problem/badReference(_:)``.
    public init(_ text: String) throws(RegistryError) {
        func error(_ reason: String) -> RegistryError { RegistryError(text, .badReference(reason)) }
        var rest = text.hasPrefix("docker://") ? text.dropFirst(9) : text[...]
        guard rest.utf8.count <= Self.lengthLimit else { throw error("the name is longer than any image's") }
        var digest: Substring?
        if let at = rest.firstIndex(of: "@") {
            digest = rest[rest.index(after: at)...]
            rest = rest[..<at]
        }
        if let digest, !Self.isDigest(digest) { throw error("\"\(digest)\" is no sha256 or sha512 digest") }
        var tag: Substring?
        if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("/") {
            tag = rest[rest.index(after: colon)...]
            rest = rest[..<colon]
        }
        if let tag, !Self.isTag(tag) { throw error("\"\(tag)\" is no tag") }
        registry = "docker.io"
        if let slash = rest.firstIndex(of: "/"), Self.isHost(rest[..<slash]) {
            registry = String(rest[..<slash])
            rest = rest[rest.index(after: slash)...]
            if registry == "index.docker.io" { registry = "docker.io" }
        }
        guard Self.isRepository(rest) else { throw error("\"\(rest)\" is no repository") }
        let isOfficial = registry == "docker.io" && !rest.contains("/")
        repository = isOfficial ? "library/\(rest)" : String(rest)
        self.digest = digest.map { String($0) }
        self.tag = tag.map { String($0) } ?? (digest == nil ? "latest" : nil)
    }

    private static let lengthLimit = 1024

    /// What is asked for: the digest, or the tag.
    public var version: String { digest ?? tag ?? "latest" }

    /// The registry and the repository.
    public var name: String { "\(registry)/\(repository)" }

    /// The whole name, with nothing left out.
    public var description: String {
        name + (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
    }

    /// The first part is a host when nothing else can look so: a dot, a port, or this machine.
    private static func isHost(_ text: Substring) -> Bool {
        guard text.contains(".") || text.contains(":") || text == "localhost", let first = text.utf8.first,
            isAlphanumeric(first) || first == UInt8(ascii: "[")
        else { return false }
        return text.utf8.allSatisfy { byte in
            isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
        }
    }

    /// Parts in lower case, within which signs stand between letters: one dot, one or two low lines, or dashes.
    static func isRepository(_ text: Substring) -> Bool {
        text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.utf8.first, let last = part.utf8.last, isLower(first), isLower(last) else {
                return false
            }
            return part.utf8.split(whereSeparator: isLower).allSatisfy { signs in
                signs.elementsEqual(".".utf8) || signs.elementsEqual("_".utf8)
                    || signs.elementsEqual("__".utf8)
                    || signs.allSatisfy { $0 == UInt8(ascii: "-") }
            }
        }
    }

    static func isTag(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 128,
            isAlphanumeric(first) || first == UInt8(ascii: "_")
        else { return false }
        return text.utf8.allSatisfy { byte in
            isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "-")
        }
    }

    static func isDigest(_ text: Substring) -> Bool {
        let count = text.hasPrefix("sha256:") ? 64 : text.hasPrefix("sha512:") ? 128 : -1
        let hex = text.dropFirst(7).utf8
        return hex.count == count
            && hex.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    private static func isLower(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLower(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
