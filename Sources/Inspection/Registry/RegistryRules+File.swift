import Files
import Glibc

extension RegistryRules {
    private static let sizeLimit = 1 << 20

    /// Reads a registries.conf of version 2.
    ///
    /// - Throws: ``RegistryError/Problem/badConfiguration(_:)`` that names the line.
    public init(_ bytes: [UInt8], path: String) throws(RegistryError) {
        try read(bytes, path: path)
    }

    /// Reads what the machine has: registries.conf and the files of registries.conf.d beside it, by name.
    ///
    /// - Parameter directory: where they are; `/etc/containers` on a host.
    public static func standard(in directory: String = "/etc/containers") throws(RegistryError)
        -> RegistryRules
    {
        var rules = RegistryRules()
        let parts = names(in: "\(directory)/registries.conf.d").filter { $0.hasSuffix(".conf") }.sorted()
        for path in ["\(directory)/registries.conf"] + parts.map({ "\(directory)/registries.conf.d/\($0)" }) {
            let bytes: [UInt8]?
            do throws(FileFailure) { bytes = try SmallFile.read(path, limit: sizeLimit) } catch {
                throw RegistryError(path, .badConfiguration(error.reason))
            }
            if let bytes { try rules.read(bytes, path: path) }
        }
        return rules
    }

    private mutating func read(_ bytes: [UInt8], path: String) throws(RegistryError) {
        var added: [Rule] = []
        var lines = TOMLLines(bytes, path: path)
        while let entry = try lines.next() {
            guard entry.key != nil else {
                if entry.table == "registry" { added.append(Rule(prefix: "")) }
                if entry.table == "registry.mirror" {
                    guard !added.isEmpty else { throw entry.error("a mirror stands before any registry") }
                    added[added.count - 1].mirrors.append(Endpoint(location: ""))
                }
                continue
            }
            switch entry.table {
            case "registry": try Self.take(entry, &added[added.count - 1])
            case "registry.mirror":
                let last = added[added.count - 1].mirrors.count - 1
                try Self.take(entry, &added[added.count - 1].mirrors[last])
            default: continue
            }
        }
        for rule in added {
            var rule = rule
            if rule.prefix.isEmpty { rule.prefix = rule.endpoint.location }
            if rule.endpoint.location.isEmpty { rule.endpoint.location = rule.prefix }
            guard !rule.prefix.isEmpty else {
                throw RegistryError(path, .badConfiguration("a registry has neither a prefix nor a location"))
            }
            // A later file's word on a prefix replaces an earlier one's.
            rules.removeAll { $0.prefix == rule.prefix }
            rules.append(rule)
        }
    }

    private static func take(_ entry: TOMLLines.Entry, _ rule: inout Rule) throws(RegistryError) {
        switch entry.key {
        case "prefix": rule.prefix = try entry.text()
        case "location": rule.endpoint.location = try entry.text()
        case "insecure": rule.endpoint.isInsecure = try entry.flag()
        case "blocked": rule.isBlocked = try entry.flag()
        case "mirror-by-digest-only":
            rule.mirrorsAreForDigests = try entry.flag()
        default: break
        }
    }

    private static func take(_ entry: TOMLLines.Entry, _ mirror: inout Endpoint) throws(RegistryError) {
        switch entry.key {
        case "location": mirror.location = try entry.text()
        case "insecure": mirror.isInsecure = try entry.flag()
        case "pull-from-mirror":
            let text = try entry.text()
            guard let use = MirrorUse(rawValue: text) else {
                throw entry.error("\"\(text)\" is none of all, digest-only and tag-only")
            }
            mirror.use = use
        default: break
        }
    }

    private static func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names
    }
}
