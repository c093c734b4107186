public import VersionOrder

extension Ecosystem {
    /// How the ecosystem orders its versions.
    public var scheme: VersionScheme {
        switch name {
        case "Debian", "Echo", "Ubuntu": .dpkg
        case "AlmaLinux", "Azure Linux", "CBL-Mariner", "Mageia", "openEuler", "openSUSE", "Photon OS",
            "Red Hat", "Rocky Linux", "SUSE":
            .rpm
        case "Alpaquita", "Alpine", "Chainguard", "MinimOS", "Wolfi": .apk
        case "PyPI": .pep440
        case "Maven": .maven
        case "RubyGems": .rubygems
        case "Packagist": .composer
        case "NuGet": .nuget
        case "Go": .go
        case "Pub": .pub
        case "Bioconductor", "CRAN": .cran
        case "GHC", "Hackage": .hackage
        case "Bitnami", "crates.io", "GitHub Actions", "Hex", "kubernetes", "npm", "SwiftURL": .semver
        default: .generic
        }
    }
}

extension Affected {
    /// How the versions of the package are ordered.
    public var scheme: VersionScheme { numbering == .semantic ? .semver : ecosystem.scheme }
}
