import Bytes
import Host

/// What dpkg records of its packages' files (`dpkg(1)`, FILES).
final class DpkgRecords {
    /// One package with files on the machine.
    struct Package: Equatable {
        var name: String
        var architecture: String
        var version: String
        /// The beginning of its files in `/var/lib/dpkg/info`.
        var stem: String
        /// The digests of its configuration files, as `status` holds them.
        var conffiles: [[UInt8]: [UInt8]]

        var key: String { "dpkg \(name):\(architecture)" }
        var source: String { "\(key) \(version)" }
    }

    static let info: HostPath = "/var/lib/dpkg/info"
    private static let limit = 256 << 20

    let host: Host
    /// The packages that have a file list.
    let packages: [Package]
    /// The packages that list a path.
    private(set) var owners: [[UInt8]: [Int]] = [:]
    /// What dpkg puts elsewhere: from a path to another one, for all packages but one.
    let diversions: [[UInt8]: Diversion]
    /// Where diverted files come from.
    let divertedFrom: [[UInt8]: [UInt8]]
    let overrides: [[UInt8]: Override]
    /// The SHA-256 of the two files of settings.
    let settingsDigest: [UInt8]
    private var sums: [Int: [[UInt8]: [UInt8]]] = [:]

    struct Diversion: Equatable {
        var target: [UInt8]
        /// The package that diverts, or `:` for the administrator.
        var package: String
    }

    struct Override: Equatable {
        var user: String
        var group: String
        var permissions: UInt32
    }

    /// Reads a machine's records; nil when it has none.
    init?(host: Host) throws(OwnershipError) {
        self.host = host
        guard host.exists("/var/lib/dpkg/status") else { return nil }
        let status = try Self.read(host, "/var/lib/dpkg/status")
        var packages: [Package] = []
        for stanza in DpkgStatus.stanzas(status) {
            let qualified = Self.info.appending("\(stanza.name):\(stanza.architecture).list")
            let stem = host.exists(qualified) ? "\(stanza.name):\(stanza.architecture)" : stanza.name
            if host.exists(Self.info.appending(stem + ".list")) {
                packages.append(
                    Package(
                        name: stanza.name, architecture: stanza.architecture, version: stanza.version,
                        stem: stem, conffiles: stanza.conffiles))
            }
        }
        self.packages = packages
        let diverted = try Self.readSettings(host, "/var/lib/dpkg/diversions")
        let overridden = try Self.readSettings(host, "/var/lib/dpkg/statoverride")
        settingsDigest = Digest.of(diverted + [0] + overridden, .sha256)
        diversions = Self.diversions(diverted)
        divertedFrom = Dictionary(
            diversions.map { ($0.value.target, $0.key) }, uniquingKeysWith: { first, _ in first })
        overrides = Self.overrides(overridden)
        for index in packages.indices {
            for path in paths(of: packages[index]) { owners[path, default: []].append(index) }
        }
    }

    /// The paths of a package's list as they are listed.
    func paths(of package: Package) -> [[UInt8]] {
        let path = Self.info.appending(package.stem + ".list")
        guard let bytes = try? host.read(path, limit: Self.limit) else { return [] }
        return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            if line.elementsEqual("/.".utf8) { return [UInt8(ascii: "/")] }
            return line.first == UInt8(ascii: "/") ? Array(line) : nil
        }
    }

    /// The MD5 of a package's file as it was built; nil when none is recorded.
    func sum(of path: [UInt8], package index: Int) -> (bytes: [UInt8], isConfiguration: Bool)? {
        if let sum = packages[index].conffiles[path] { return (sum, true) }
        if sums[index] == nil { sums[index] = Self.sums(sumBytes(packages[index])) }
        return sums[index]?[path].map { ($0, false) }
    }

    /// The SHA-256 of what is recorded of the contents of a package's files.
    func recordDigest(_ package: Package) -> [UInt8] {
        var bytes = sumBytes(package)
        let conffiles = package.conffiles.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        for (path, sum) in conffiles { bytes += [0] + path + [0] + sum }
        return Digest.of(bytes, .sha256)
    }

    private func sumBytes(_ package: Package) -> [UInt8] {
        (try? host.read(Self.info.appending(package.stem + ".md5sums"), limit: Self.limit)) ?? []
    }

    // MARK: The forms

    /// `DIGEST  PATH` lines, paths without the first slash.
    static func sums(_ bytes: [UInt8]) -> [[UInt8]: [UInt8]] {
        var sums: [[UInt8]: [UInt8]] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) where line.count > 34 {
            let start = line.startIndex
            guard let sum = Hex.decode(String(decoding: line[start..<start + 32], as: UTF8.self)),
                line[start + 32] == UInt8(ascii: " ")
            else { continue }
            sums[[UInt8(ascii: "/")] + line[(start + 34)...]] = sum
        }
        return sums
    }

    /// Three lines a diversion: from, to, and the package that diverts.
    static func diversions(_ bytes: [UInt8]) -> [[UInt8]: Diversion] {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var diversions: [[UInt8]: Diversion] = [:]
        for start in stride(from: 0, to: lines.count - 2, by: 3) where !lines[start].isEmpty {
            diversions[Array(lines[start])] = Diversion(
                target: Array(lines[start + 1]), package: String(decoding: lines[start + 2], as: UTF8.self))
        }
        return diversions
    }

    /// `USER GROUP MODE PATH` lines.
    static func overrides(_ bytes: [UInt8]) -> [[UInt8]: Override] {
        var overrides: [[UInt8]: Override] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
            guard parts.count == 4,
                let mode = UInt32(String(decoding: parts[2], as: UTF8.self), radix: 8), mode <= 0o7777
            else { continue }
            overrides[Array(parts[3])] = Override(
                user: String(decoding: parts[0], as: UTF8.self),
                group: String(decoding: parts[1], as: UTF8.self), permissions: mode)
        }
        return overrides
    }

    private static func readSettings(_ host: Host, _ path: HostPath) throws(OwnershipError) -> [UInt8] {
        host.exists(path) ? try read(host, path) : []
    }

    private static func read(_ host: Host, _ path: HostPath) throws(OwnershipError) -> [UInt8] {
        do throws(HostError) { return try host.read(path, limit: limit) } catch { throw .unreadable(error) }
    }
}
