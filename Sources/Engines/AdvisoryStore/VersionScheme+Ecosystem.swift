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
        case "Go": self = .go
        case "Maven": self = .maven
        case "RubyGems": self = .rubygems
        case "Packagist": self = .composer
        case "NuGet": self = .nuget
        case "Pub": self = .pub
        case "CRAN": self = .cran
        case "GHC", "Hackage": self = .hackage
        default: self = .generic
        }
    }
}
