public import Host

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
        let log = HostPath(bytes: path.bytes + Array("-wal".utf8))
        var changes: DatabaseBytes?
        if format == .sqlite, host.exists(log) { changes = try DatabaseBytes(host, log) }
        var packages: [RPMPackage] = []
        try Self.forEachPackage(of: try DatabaseBytes(host, path), log: changes, format: format) {
            package throws(RPMError) in packages.append(package)
        }
        self.packages = packages
    }

    /// Calls `body` with each package of a database, one after the other, so that never two are in memory.
    ///
    /// - Parameters:
    ///   - log: the write-ahead log of a database of SQLite; nil for none.
    /// - Throws: ``RPMError`` where the database cannot be read any further.
    public static func forEachPackage(
        of bytes: DatabaseBytes, log: DatabaseBytes? = nil, format: Format,
        _ body: (RPMPackage) throws(RPMError) -> Void
    ) throws(RPMError) {
        guard bytes.count <= sizeLimit, log?.count ?? 0 <= sizeLimit else {
            throw .damaged(bytes.path, "\(bytes.count) bytes are more than the \(sizeLimit) that are read")
        }
        var count = 0
        func add(_ blob: ArraySlice<UInt8>) throws(RPMError) {
            count += 1
            guard let header = RPMHeader(blob) else {
                throw .damaged(bytes.path, "package \(count) has no readable header")
            }
            guard let package = RPMPackage(header) else {
                throw .damaged(bytes.path, "package \(count) has no name")
            }
            try body(package)
        }
        switch format {
        case .sqlite: try SQLitePackages(bytes, log: log).forEachBlob(add)
        case .ndb: try NDBPackages(bytes: bytes).forEachBlob(add)
        case .berkeley: try BerkeleyPackages(bytes).forEachBlob(add)
        }
    }
}
