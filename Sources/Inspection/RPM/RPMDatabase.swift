import Host

/// The installed packages of a host that uses RPM, read without RPM's library.
///
/// Whatever form the database has, nothing is written, locked or created beside it, and the paths stay inside
/// the host's root.
///
/// ```swift
/// let database = try RPMDatabase(host: host)
/// let kernel = database.packages.first { $0.name == "kernel-core" }
/// ```
public struct RPMDatabase: Sendable {
    /// The form of a database.
    public enum Format: Sendable, Equatable {
        /// `rpmdb.sqlite`, since RPM 4.16.
        case sqlite
        /// `Packages.db`, RPM's own, on SUSE.
        case ndb
        /// `Packages`, a hash of Berkeley DB, before.
        case berkeley
    }

    /// The packages in the database's order.
    public let packages: [RPMPackage]
    /// The file that was read.
    public let path: HostPath
    /// The file's form.
    public let format: Format

    /// The largest database that is read, in bytes.
    public static let sizeLimit = 2 << 30

    /// Where a host's database is and which form it has; nil when the host has none.
    ///
    /// Newer places and forms come first: a host that was upgraded may keep the old file.
    public static func locate(_ host: Host) -> (path: HostPath, format: Format)? {
        for directory in ["/usr/lib/sysimage/rpm", "/var/lib/rpm", "/usr/share/rpm"] as [HostPath] {
            for (name, format) in [
                ("rpmdb.sqlite", .sqlite), ("Packages.db", .ndb), ("Packages", .berkeley),
            ] as [(String, Format)] {
                let path = directory.appending(name)
                if (try? host.status(of: path))?.kind == .regular { return (path, format) }
            }
        }
        return nil
    }

    /// Reads a host's database.
    ///
    /// - Throws: ``RPMError`` when there is none, or it cannot be read whole: a part of a database would say of
    ///   the rest that it is not installed.
    public init(host: Host) throws(RPMError) {
        guard let (path, format) = Self.locate(host) else { throw .noDatabase }
        self.path = path
        self.format = format
        var packages: [RPMPackage] = []
        func add(_ blob: ArraySlice<UInt8>) throws(RPMError) {
            guard let header = RPMHeader(blob) else {
                throw .damaged(path, "package \(packages.count + 1) has no readable header")
            }
            guard let package = RPMPackage(header) else {
                throw .damaged(path, "package \(packages.count + 1) has no name")
            }
            packages.append(package)
        }
        switch format {
        case .sqlite: try SQLitePackages.forEachBlob(host, path, add)
        case .ndb: try NDBPackages(bytes: Self.read(host, path), path: path).forEachBlob(add)
        case .berkeley: try BerkeleyPackages(bytes: Self.read(host, path), path: path).forEachBlob(add)
        }
        self.packages = packages
    }

    private static func read(_ host: Host, _ path: HostPath) throws(RPMError) -> [UInt8] {
        do throws(HostError) {
            return try host.read(path, limit: sizeLimit)
        } catch {
            throw .unreadable(error)
        }
    }
}
