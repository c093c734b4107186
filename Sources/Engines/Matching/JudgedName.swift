import Advisories
import Inventory

/// Under which name and version a package is looked up in one namespace.
struct JudgedName: Hashable {
    var ecosystem: Ecosystem
    var name: String
    var version: String

    /// Where advisories about a package are looked for; empty when no namespace judges it.
    static func all(of package: Package, on distribution: Distribution?) -> [JudgedName] {
        guard !package.version.isEmpty else { return [] }
        if package.type.isOfDistribution {
            return distribution.map { Ecosystem.all(of: $0) }?.map { name(of: package, in: $0) } ?? []
        }
        return Ecosystem.all(ofLanguage: package.type).map { name(of: package, in: $0) }
    }

    private static func name(of package: Package, in ecosystem: Ecosystem) -> JudgedName {
        if ecosystem.role == .source, let source = package.source {
            return JudgedName(ecosystem: ecosystem, name: source.name, version: source.version)
        }
        return JudgedName(ecosystem: ecosystem, name: package.advisoryName, version: package.version)
    }
}

extension Package {
    /// The name with its namespace as advisories write it (OSV schema, `affected[].package.name`).
    fileprivate var advisoryName: String {
        guard let namespace, !type.isOfDistribution else { return name }
        return type == .maven ? "\(namespace):\(name)" : "\(namespace)/\(name)"
    }
}
