import Inventory
import VersionOrder

extension PackageType {
    /// What orders the versions of its packages.
    var versionScheme: VersionScheme {
        switch self {
        case .deb: .dpkg
        case .rpm: .rpm
        case .apk: .apk
        case .pypi: .pep440
        case .npm, .cargo, .swift: .semver
        case .golang: .go
        case .maven: .maven
        case .gem: .rubygems
        case .composer: .composer
        case .nuget: .nuget
        default: .generic
        }
    }
}

extension Package {
    /// Whether its version is older than that of another package of its type.
    func isOlder(than other: Package) -> Bool { type.versionScheme.compare(version, other.version) < 0 }
}
