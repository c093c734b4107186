import Advisories
import Inventory

extension Ecosystem {
    /// Whose advisories judge a distribution's packages; empty for distributions of which no feed speaks.
    static func all(of distribution: Distribution) -> [Ecosystem] {
        let version = distribution.version
        let major = String(version.prefix { $0 != "." })
        let minor = version.split(separator: ".").prefix(2).joined(separator: ".")
        switch distribution.id {
        case "debian", "raspbian": return [Ecosystem(name: "Debian", release: major)]
        case "ubuntu": return [Ecosystem(name: "Ubuntu", release: minor)]
        case "alpine": return [Ecosystem(name: "Alpine", release: "v" + minor)]
        case "wolfi": return [Ecosystem(name: "Wolfi")]
        case "chainguard": return [Ecosystem(name: "Chainguard")]
        case "almalinux": return [Ecosystem(name: "AlmaLinux", release: major)]
        case "rocky": return [Ecosystem(name: "Rocky Linux", release: major)]
        case "rhel", "centos", "rhcos": return [Ecosystem(name: "Red Hat", release: major)]
        case "azurelinux": return [Ecosystem(name: "Azure Linux", release: major)]
        case "mariner": return [Ecosystem(name: "CBL-Mariner", release: minor)]
        case "sles", "sled", "sle_hpc", "sles_sap":
            return [Ecosystem(name: "SUSE", release: "Linux Enterprise Server \(version)")]
        case "opensuse-leap": return [Ecosystem(name: "openSUSE", release: "Leap \(version)")]
        case "opensuse-tumbleweed": return [Ecosystem(name: "openSUSE", release: "Tumbleweed")]
        default: return []
        }
    }

    /// Whose advisories judge a language's packages.
    static func all(ofLanguage type: PackageType) -> [Ecosystem] {
        switch type {
        case .pypi: [Ecosystem(name: "PyPI")]
        case .npm: [Ecosystem(name: "npm")]
        case .maven: [Ecosystem(name: "Maven")]
        case .golang: [Ecosystem(name: "Go")]
        case .cargo: [Ecosystem(name: "crates.io")]
        case .gem: [Ecosystem(name: "RubyGems")]
        case .composer: [Ecosystem(name: "Packagist")]
        case .nuget: [Ecosystem(name: "NuGet")]
        case .swift: [Ecosystem(name: "SwiftURL")]
        case .conda, .generic, .deb, .rpm, .apk: []
        }
    }
}
