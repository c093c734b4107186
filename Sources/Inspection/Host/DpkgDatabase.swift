/// One package that dpkg knows.
public struct DpkgPackage: Equatable, Sendable {
    /// The package's name.
    public var name: String
    /// The architecture, such as `amd64` or `all`.
    public var architecture: String
    /// The version as dpkg writes it: `[epoch:]version[-release]`.
    public var version: String
    /// What the database says of its state, such as `install ok installed`.
    public var status: String

    /// Reads a stanza; nil when it names no package.
    public init?(_ stanza: Deb822.Stanza) {
        guard let name = stanza["Package"], !name.isEmpty else { return nil }
        self.name = name
        architecture = stanza["Architecture"] ?? ""
        version = stanza["Version"] ?? ""
        status = stanza["Status"] ?? ""
    }

    /// Whether files of the package are on the host: unpacked, configured or waiting for triggers.
    public var isInstalled: Bool {
        guard let state = status.split(separator: " ").last else { return false }
        return state != "not-installed" && state != "config-files"
    }
}

/// The packages of `/var/lib/dpkg/status`, read once.
public struct DpkgDatabase: Sendable {
    /// The packages by name, in database order (several architectures may share a name).
    public let packages: [String: [DpkgPackage]]

    /// Reads a host's database.
    ///
    /// - Throws: ``HostError`` when there is none or it cannot be read.
    public init(host: Host) throws(HostError) {
        self.init(bytes: try host.read("/var/lib/dpkg/status", limit: 256 << 20))
    }

    /// Reads a database in the form of `deb822(5)`.
    ///
    /// Stanzas without a name are left out.
    public init(bytes: [UInt8]) {
        var packages: [String: [DpkgPackage]] = [:]
        bytes.withUnsafeBufferPointer { buffer in
            Deb822.forEachStanza(in: buffer) { stanza in
                if let package = DpkgPackage(stanza) { packages[package.name, default: []].append(package) }
            }
        }
        self.packages = packages
    }
}
