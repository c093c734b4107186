import Host
import RPM

/// Collects `linux:rpminfo_object` (OVAL 5.11, `linux-sc:rpminfo_item`): the installed packages of RPM.
public final class RPMInfoProbe: Probe {
    /// The objects that it serves.
    public let objects = ["rpminfo_object"]
    private let packages: RPMPackages

    init(packages: RPMPackages) { self.packages = packages }

    /// Collects the packages whose name matches; on a host without RPM the object means nothing.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let name = query["name"] else { return .lacking("a name", query) }
        let showsFiles = ["true", "1"].contains(query.behaviors["filepaths"] ?? "")
        return packages.collect { installed in
            query.accepted(installed.named(name).map { Self.item($0, showsFiles) })
        }
    }

    private static func item(_ package: RPMPackage, _ showsFiles: Bool) -> Item {
        var fields =
            package.nameFields(architectureFirst: true) + [
                ItemField("evr", .text(package.evr), datatype: .evrString),
                ItemField("signature_keyid", package.signatureKeyID ?? "0"),
                ItemField("extended_name", package.extendedName),
            ]
        if showsFiles { fields += package.files.map { ItemField("filepath", $0.path) } }
        return Item("rpminfo_item", fields: fields)
    }
}

/// The packages of a scan's host, read once however many objects ask for them.
final class RPMPackages {
    private let host: Host
    private lazy var database: Result<Installed, RPMError> = {
        do throws(RPMError) {
            return .success(Installed(try RPMDatabase(host: host)))
        } catch {
            return .failure(error)
        }
    }()

    init(host: Host) { self.host = host }

    /// The installed packages and their places by name: most objects name one.
    struct Installed {
        let packages: [RPMPackage]
        private let places: [String: [Int]]

        init(_ database: RPMDatabase) {
            packages = database.packages
            places = Dictionary(grouping: packages.indices) { database.packages[$0].name }
        }

        /// The packages whose name the entity matches.
        func named(_ name: EntityQuery) -> [RPMPackage] {
            if name.operation == .equals, !name.isNil {
                var seen: Set<String> = []
                return name.values.filter { seen.insert($0).inserted }.flatMap { value in
                    (places[value] ?? []).map { packages[$0] }
                }
            }
            return packages.filter { name.matches($0.name) }
        }
    }

    /// The items that `body` makes of the packages, or why there are none.
    func collect(_ body: (Installed) -> [Item]) -> Collected {
        switch database {
        case .success(let installed): .found(body(installed))
        case .failure(.noDatabase): Collected(.notApplicable, messages: ["the host has no RPM database"])
        case .failure(let error): Collected(.error, messages: [error.description])
        }
    }
}

extension RPMPackage {
    /// The entities that name a package; `rpminfo_item` has them in an order of its own.
    func nameFields(architectureFirst: Bool) -> [ItemField] {
        let name = ItemField("name", name)
        let architecture = ItemField("arch", architecture ?? "(none)")
        let epoch = ItemField("epoch", epoch.map(String.init) ?? "(none)")
        let version = ItemField("version", version)
        let release = ItemField("release", release)
        return architectureFirst
            ? [name, architecture, epoch, release, version] : [name, epoch, version, release, architecture]
    }

    /// Whether the package is what an object's entities name; an entity that the object lacks names all.
    func matches(_ query: ObjectQuery) -> Bool {
        let values = [
            ("name", name), ("epoch", epoch.map(String.init) ?? "(none)"), ("version", version),
            ("release", release), ("arch", architecture ?? "(none)"),
        ]
        return values.allSatisfy { entity, value in
            // Without an epoch is epoch 0.
            query[entity]?.matches(value) ?? true
                || (entity == "epoch" && epoch == nil && query[entity]?.matches("0") ?? true)
        }
    }
}
