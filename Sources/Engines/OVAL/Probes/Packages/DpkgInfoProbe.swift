import Host

/// Collects `linux:dpkginfo_object`: the installed packages of dpkg.
public final class DpkgInfoProbe: Probe {
    /// The objects that it serves.
    public let objects = ["dpkginfo_object"]
    private let host: Host
    private lazy var database: Result<DpkgDatabase, HostError> = {
        do throws(HostError) { return .success(try DpkgDatabase(host: host)) } catch {
            return .failure(error)
        }
    }()

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects the installed packages whose name matches; without a database nothing can be known.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let name = query["name"] else {
            return Collected(.error, messages: ["object \(query.id) names no package"])
        }
        let packages: [String: [DpkgPackage]]
        switch database {
        case .success(let read): packages = read.packages
        case .failure(let error): return Collected(.notCollected, messages: [error.description])
        }
        let candidates: [DpkgPackage] =
            name.operation == .equals && !name.isNil
            ? name.values.flatMap { packages[$0] ?? [] }
            : packages.sorted { $0.key < $1.key }.flatMap(\.value).filter { name.matches($0.name) }
        let items = candidates.filter(\.isInstalled).map(Self.item)
        return .found(items.filter { query.filter.accepts($0) })
    }

    /// The parts of `[epoch:]version[-release]`; the release begins at the first dash here, as the reference
    /// scanner splits, and the evr always carries an epoch.
    private static func item(_ package: DpkgPackage) -> Item {
        let colon = package.version.firstIndex(of: ":")
        let epoch = colon.map { String(package.version[..<$0]) } ?? "0"
        let rest = colon.map { package.version[package.version.index(after: $0)...] } ?? package.version[...]
        let dash = rest.firstIndex(of: "-")
        let release = dash.map { String(rest[rest.index(after: $0)...]) } ?? ""
        return Item(
            "dpkginfo_item",
            fields: [
                ItemField("name", package.name), ItemField("arch", package.architecture),
                ItemField("epoch", epoch), ItemField("release", release),
                ItemField("version", String(dash.map { rest[..<$0] } ?? rest)),
                ItemField("evr", .text("\(epoch):\(rest)"), datatype: .evrString),
            ])
    }
}
