/// Where packages come from: a distribution's release, or the packages of a language or product.
///
/// It is written as OSV writes it: the name, and after a colon the release, such as `Debian:12`, `Alpine:v3.20`,
/// `Ubuntu:Pro:16.04:LTS`, `Red Hat:enterprise_linux:9::appstream` or `npm`.
public struct Ecosystem: Sendable, Hashable, CustomStringConvertible {
    /// The name, such as `Debian` or `npm`.
    public var name: String
    /// The release; nil for ecosystems without any.
    public var release: String?

    /// Names an ecosystem.
    public init(name: String, release: String? = nil) {
        self.name = name
        self.release = release
    }

    /// Reads what ``description`` writes.
    public init(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        name = parts.first.map { String($0) } ?? ""
        release = parts.count == 2 ? String(parts[1]) : nil
    }

    /// The name, and the release after a colon.
    public var description: String { release.map { "\(name):\($0)" } ?? name }

    /// What the names in the ecosystem's advisories name.
    public var role: Affected.Role {
        switch name {
        case "Alpine", "Alpaquita", "Chainguard", "Debian", "Echo", "MinimOS", "Ubuntu", "Wolfi": .source
        case "AlmaLinux", "Azure Linux", "CBL-Mariner", "Mageia", "openEuler", "openSUSE", "Photon OS",
            "Red Hat", "Rocky Linux", "SUSE":
            .binary
        default: .component
        }
    }
}
