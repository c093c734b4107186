public import Inventory

/// What happened to a package between two inventories.
public enum PackageChange: Sendable, Hashable {
    /// It is only in the later one.
    case added(Package)
    /// It is only in the earlier one.
    case removed(Package)
    /// It is newer in the later one.
    case upgraded(from: Package, to: Package)
    /// It is older in the later one.
    case downgraded(from: Package, to: Package)

    /// The package as it was; nil when it was not there.
    public var earlier: Package? {
        switch self {
        case .added: nil
        case .removed(let package): package
        case .upgraded(let package, _), .downgraded(let package, _): package
        }
    }

    /// The package as it is; nil when it is gone.
    public var later: Package? {
        switch self {
        case .removed: nil
        case .added(let package): package
        case .upgraded(_, let package), .downgraded(_, let package): package
        }
    }
}

/// What makes two packages the same one at two times.
struct PackageIdentity: Hashable, Comparable {
    var type: String
    var namespace: String
    var name: String
    var architecture: String

    init(_ package: Package) {
        type = package.type.rawValue
        namespace = package.namespace ?? ""
        name = package.name
        architecture = package.architecture ?? ""
    }

    static func < (a: PackageIdentity, b: PackageIdentity) -> Bool {
        (a.type, a.namespace, a.name, a.architecture) < (b.type, b.namespace, b.name, b.architecture)
    }
}

extension PackageChange {
    /// What happened to the packages between two inventories, sorted by what the packages are.
    ///
    /// Of a package that is there in several versions, what is in both inventories has not changed; one version that
    /// remains on each side is a change of version, others came and went.
    static func all(from earlier: Inventory, to later: Inventory) -> [PackageChange] {
        let before = Dictionary(grouping: earlier.packages, by: PackageIdentity.init)
        let after = Dictionary(grouping: later.packages, by: PackageIdentity.init)
        var changes: [PackageChange] = []
        for identity in Set(before.keys).union(after.keys).sorted() {
            let (old, new) = (before[identity] ?? [], after[identity] ?? [])
            let gone = old.filter { package in !new.contains { $0.version == package.version } }
            let came = new.filter { package in !old.contains { $0.version == package.version } }
            if gone.count == 1, came.count == 1 {
                let isNewer = gone[0].isOlder(than: came[0])
                changes.append(
                    isNewer ? .upgraded(from: gone[0], to: came[0]) : .downgraded(from: gone[0], to: came[0]))
            } else {
                changes += gone.map(PackageChange.removed) + came.map(PackageChange.added)
            }
        }
        return changes
    }
}
