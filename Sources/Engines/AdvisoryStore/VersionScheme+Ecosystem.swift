public import Advisories
public import VersionOrder

extension VersionScheme {
    /// What orders the versions of an ecosystem's packages (OSV schema, "Defined ecosystems").
    public init(ecosystem: Ecosystem) {
        switch ecosystem.name {
        case "Debian", "Ubuntu", "Echo": self = .dpkg
        case "Alpine", "Alpaquita", "Chainguard", "MinimOS", "Wolfi": self = .apk
        case "AlmaLinux", "Azure Linux", "CBL-Mariner", "Mageia", "openEuler", "openSUSE", "Photon OS",
            "Red Hat",
            "Rocky Linux", "SUSE":
            self = .rpm
        case "PyPI": self = .pep440
        case "Bitnami", "GitHub Actions", "Hex", "Kubernetes", "SwiftURL", "crates.io", "npm": self = .semver
        default: self = .generic
        }
    }
}
