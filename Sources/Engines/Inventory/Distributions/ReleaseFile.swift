import Host

/// Which system a machine runs, by the file that names it.
enum ReleaseFile {
    /// Reads `os-release(5)`, or the one line of an older file; nil when it names nothing.
    static func distribution(_ path: String, _ bytes: [UInt8]) -> Distribution? {
        if path.hasSuffix("/os-release") { return distribution(Host.assignments(bytes)) }
        let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
        let words = line.split { $0 == " " || $0 == "\r" }
        guard let first = words.first.map(String.init) else { return nil }
        switch path {
        case "etc/alpine-release":
            return first.first?.isNumber == true ? .init(id: "alpine", version: first) : nil
        case "etc/debian_version": return debian(first)
        default: break
        }
        guard let (_, id) = names.first(where: { line.hasPrefix($0.0) }) else { return nil }
        var version = ""
        if let mark = words.firstIndex(of: "release"), mark + 1 < words.count {
            version = String(words[mark + 1])
        } else if let number = words.first(where: { $0.first?.isNumber == true }) {
            version = String(number)
        }
        // CentOS itself names the whole series in `VERSION_ID`.
        if id == "centos" { version = String(version.prefix { $0 != "." }) }
        var distribution = Distribution(id: id, version: version)
        distribution.title = line
        if id != "fedora", id != "amzn" { distribution.like = ["rhel", "fedora"] }
        return distribution
    }

    /// The first words of the line, the more exact ones first.
    private static let names = [
        ("CentOS", "centos"), ("Rocky Linux", "rocky"), ("AlmaLinux", "almalinux"), ("Oracle Linux", "ol"),
        ("Fedora", "fedora"), ("Amazon Linux", "amzn"), ("CBL-Mariner", "mariner"), ("Mariner", "mariner"),
        ("Microsoft Azure Linux", "azurelinux"), ("AzureLinux", "azurelinux"),
        ("Scientific Linux", "scientific"), ("Red Hat Enterprise Linux", "rhel"), ("Red Hat Linux", "rhel"),
    ]

    private static func distribution(_ fields: [String: String]) -> Distribution? {
        // The default of the field (os-release(5), "ID").
        guard let id = fields["ID"] ?? (fields.isEmpty ? nil : "linux"), !id.isEmpty else { return nil }
        func text(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
        var distribution = Distribution(id: id, version: fields["VERSION_ID"] ?? "")
        distribution.like = (fields["ID_LIKE"] ?? "").split(separator: " ").map(String.init)
        distribution.codename = text("VERSION_CODENAME")
        distribution.title = text("PRETTY_NAME")
        distribution.variant = text("VARIANT_ID")
        distribution.cpe = text("CPE_NAME")
        return distribution
    }

    /// `12.5` of a release, `trixie/sid` of what becomes one.
    private static func debian(_ word: String) -> Distribution {
        if word.first?.isNumber == true {
            return Distribution(id: "debian", version: String(word.prefix { $0 != "." }))
        }
        var distribution = Distribution(id: "debian", version: "")
        distribution.codename = word.split(separator: "/").first.map(String.init)
        return distribution
    }
}
