import Glibc

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
        var current = DpkgPackage(name: "", architecture: "", version: "", status: "")
        func finish() {
            if !current.name.isEmpty { packages[current.name, default: []].append(current) }
            current = DpkgPackage(name: "", architecture: "", version: "", status: "")
        }
        bytes.withUnsafeBufferPointer { buffer in
            var start = 0
            while start < buffer.count {
                let end = Self.lineEnd(buffer, from: start)
                let line = UnsafeBufferPointer(rebasing: buffer[start..<end])
                start = end + 1
                switch line.first {
                case nil: finish()
                case UInt8(ascii: "P"): Self.field("Package: ", of: line).map { current.name = $0 }
                case UInt8(ascii: "S"): Self.field("Status: ", of: line).map { current.status = $0 }
                case UInt8(ascii: "A"):
                    Self.field("Architecture: ", of: line).map { current.architecture = $0 }
                case UInt8(ascii: "V"): Self.field("Version: ", of: line).map { current.version = $0 }
                default: continue
                }
            }
        }
        finish()
        self.packages = packages
    }

    private static func lineEnd(_ buffer: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = buffer.baseAddress,
            let found = memchr(base + start, 0x0A, buffer.count - start)
        else { return buffer.count }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private static func field(_ name: StaticString, of line: UnsafeBufferPointer<UInt8>) -> String? {
        guard let base = line.baseAddress, line.count >= name.utf8CodeUnitCount,
            memcmp(base, name.utf8Start, name.utf8CodeUnitCount) == 0
        else { return nil }
        return String(decoding: line[name.utf8CodeUnitCount...], as: UTF8.self)
    }
}
