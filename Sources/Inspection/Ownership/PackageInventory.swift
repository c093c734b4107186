import Bytes
public import Host
import RPM

/// Which packages a machine had when its baseline was made, so that an update can be told from a tamper.
///
/// Stored beside the baseline and sealed by its statement: what an attacker does to the package manager's own
/// files afterwards shows up against it.
///
/// ```swift
/// let inventory = PackageInventory(host: host, time: now)
/// try store.adopt(path, inventory: inventory.bytes, by: key) { … }
/// ```
public struct PackageInventory: Sendable, Equatable {
    /// One package.
    public struct Package: Sendable, Equatable {
        /// The version.
        public var version: String
        /// The SHA-256 of what the package manager records of the files' contents.
        public var record: [UInt8]
        /// The hashes of the paths that it had (``PathHash``), sorted.
        public var paths: [UInt64]
    }

    /// The packages by `dpkg NAME:ARCHITECTURE` or `rpm NAME-EPOCH:VERSION-RELEASE.ARCHITECTURE`, and what of OSTree
    /// was deployed by names that begin with `ostree`.
    public var packages: [String: Package] = [:]
    /// The SHA-256 of dpkg's diversions and overridden modes.
    public var settings: [UInt8] = []
    /// When it was made, in seconds since 1970.
    public var time: Int64

    /// Reads a machine's packages; a machine without any has an empty inventory.
    ///
    /// - Throws: ``OwnershipError`` when there are packages that cannot be read.
    public init(host: Host, time: Int64) throws(OwnershipError) {
        self.time = time
        if let records = try DpkgRecords(host: host) {
            settings = records.settingsDigest
            for package in records.packages {
                packages[package.key] = Package(
                    version: package.version, record: records.recordDigest(package),
                    paths: records.paths(of: package).map(PathHash.of).sorted())
            }
        }
        packages.merge(DeployedCommits.packages(host)) { first, _ in first }
        guard RPMDatabase.locate(host) != nil else { return }
        add(try RPMOwnership.packages(host))
    }

    /// An inventory of some packages of RPM.
    init(_ installed: [RPMPackage], time: Int64) {
        self.time = time
        add(installed)
    }

    private mutating func add(_ installed: [RPMPackage]) {
        for package in installed {
            packages["rpm " + package.extendedName] = Package(
                version: package.evr, record: package.headerDigest,
                paths: package.files.map { PathHash.of(Array($0.path.utf8)) }.sorted())
        }
    }

    /// The inventory as JSON.
    public var bytes: [UInt8] {
        let list = packages.map { key, package in
            (
                key,
                JSON.object([
                    "version": .string(package.version), "record": .string(Hex.encode(package.record)),
                    "paths": .string(Base64.encode(PathHash.bytes(package.paths))),
                ])
            )
        }
        let object: JSONObject = [
            "version": 1, "time": .int(time), "settings": .string(Hex.encode(settings)),
            "packages": .object(JSONObject(list)),
        ]
        return JSON.object(object).bytes
    }

    /// Reads what ``bytes`` wrote.
    ///
    /// - Throws: ``OwnershipError`` that names the field.
    public init(bytes: [UInt8], name: String) throws(OwnershipError) {
        func damaged(_ field: String) -> OwnershipError { .damaged(name, "field '\(field)' cannot be read") }
        let json: JSON
        do throws(JSONError) { json = try JSON(parsing: bytes) } catch {
            throw .damaged(name, error.description)
        }
        guard json["version"] == .int(1) else { throw damaged("version") }
        guard case .int(let time)? = json["time"] else { throw damaged("time") }
        guard let settings = json["settings"]?.string.flatMap({ Hex.decode($0) }) else {
            throw damaged("settings")
        }
        guard let list = json["packages"]?.object else { throw damaged("packages") }
        self.time = time
        self.settings = settings
        for (key, package) in list {
            guard let version = package["version"]?.string,
                let record = package["record"]?.string.flatMap({ Hex.decode($0) }),
                let paths = package["paths"]?.string.flatMap(Base64.decode).flatMap(PathHash.values)
            else { throw damaged("packages.\(key)") }
            packages[key] = Package(version: version, record: record, paths: paths)
        }
    }
}

extension PackageInventory.Package {
    /// Whether the package had a path.
    func had(_ hash: UInt64) -> Bool {
        var (low, high) = (0, paths.count)
        while low < high {
            let middle = (low + high) / 2
            if paths[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return low < paths.count && paths[low] == hash
    }
}
