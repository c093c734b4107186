import Bytes
public import Digests
public import Host
import RPM

/// What RPM's packages say of files: contents by digest, modes, owners, links and capabilities.
///
/// A package's header is compared with its own digest, and a package of the same name and version with the one of
/// the baseline. Whether the header's signature is the vendor's is not looked at: someone who puts a whole package of
/// his own making into the database is not told from an update.
public final class RPMOwnership: OwnershipSource {
    private struct Owned {
        var file: RPMFile
        var package: Int
    }

    private struct Package {
        var source: String
        var algorithm: DigestAlgorithm?
        var renewal: FileClaim.Renewal
        var doubts: [String]
    }

    private var packages: [Package] = []
    private var names: Set<String> = []
    private var owned: [[UInt8]: [Owned]] = [:]
    private let inventory: PackageInventory?
    private let users: [String: Int64]
    private let groups: [String: Int64]

    /// Reads a machine's database; nil when it has none.
    ///
    /// - Parameter inventory: the packages of the baseline; without it no update is believed.
    /// - Throws: ``OwnershipError``.
    public convenience init?(host: Host, inventory: PackageInventory?) throws(OwnershipError) {
        guard RPMDatabase.locate(host) != nil else { return nil }
        self.init(try Self.packages(host), host: host, inventory: inventory)
    }

    init(_ installed: [RPMPackage], host: Host, inventory: PackageInventory?) {
        self.inventory = inventory
        users = Dictionary(host.users().map { ($0.name, $0.userID) }, uniquingKeysWith: { one, _ in one })
        groups = Dictionary(host.groups().map { ($0.name, $0.groupID) }, uniquingKeysWith: { one, _ in one })
        for package in installed {
            let index = packages.count
            packages.append(Self.judged(package, inventory))
            names.insert("rpm " + package.extendedName)
            for file in package.files where file.isInstalled {
                owned[Array(file.path.utf8), default: []].append(Owned(file: file, package: index))
            }
        }
    }

    static func packages(_ host: Host) throws(OwnershipError) -> [RPMPackage] {
        do throws(RPMError) { return try RPMDatabase(host: host).packages } catch {
            throw .damaged("RPM's database", error.description)
        }
    }

    /// Says which digests will be asked for, before any claim is.
    public func prepare(digests: Set<DigestAlgorithm>) {}

    /// What RPM's packages say of a path.
    public func claims(on path: [UInt8], linkTarget: [UInt8]?) -> [FileClaim] {
        (owned[path] ?? []).map { owned in
            let package = packages[owned.package]
            let file = owned.file
            var claim = FileClaim(
                source: package.source, evidence: "RPM's database", renewal: package.renewal)
            claim.doubts = package.doubts
            claim.kind = FileKind(mode: file.mode)
            claim.permissions = file.mode & 0o7777
            claim.user = users[file.user]
            claim.group = groups[file.group]
            claim.capabilities = file.capabilities
            if claim.kind == .symbolicLink { claim.linkTarget = Array(file.link.utf8) }
            if claim.kind == .regular, !file.flags.contains(.ghost), let algorithm = package.algorithm,
                let digest = Hex.decode(file.digest), digest.count == algorithm.length
            {
                claim.digests[algorithm] = digest
                claim.size = Int64(clamping: file.size)
                claim.modificationTime = file.modificationTime
                claim.evidence = "the \(algorithm.rawValue.uppercased()) in RPM's database"
            }
            return claim
        }
    }

    /// What RPM's packages say of a path that is gone.
    public func removals(of path: [UInt8]) -> [RemovalClaim] {
        guard let inventory else { return [] }
        if let owned = owned[path]?.first {
            let source = packages[owned.package].source
            return [RemovalClaim(source: source, evidence: "", doubts: ["\(source) has the file"])]
        }
        let hash = PathHash.of(path)
        return inventory.packages.sorted { $0.key < $1.key }
            .filter { $0.key.hasPrefix("rpm ") && $0.value.had(hash) }
            .map { key, _ in
                RemovalClaim(
                    source: key, evidence: "the package was removed or updated",
                    doubts: names.contains(key) ? ["\(key) was not updated"] : [])
            }
    }

    private static func judged(_ package: RPMPackage, _ inventory: PackageInventory?) -> Package {
        let key = "rpm " + package.extendedName
        var judged = Package(
            source: key, algorithm: algorithm(package.fileDigestAlgorithm), renewal: .updated, doubts: [])
        if package.isHeaderIntact == false {
            judged.doubts.append("its header in RPM's database is not as it was built")
        }
        guard let inventory else {
            judged.renewal = .none
            judged.doubts.append("the baseline has no inventory of packages")
            return judged
        }
        guard let before = inventory.packages[key] else { return judged }
        if before.record != package.headerDigest {
            judged.doubts.append("its header in RPM's database changed although its version did not")
        }
        judged.renewal = (package.installTime ?? 0) > inventory.time ? .again : .none
        return judged
    }

    /// The algorithm by its number in OpenPGP (RFC 4880, 9.4).
    private static func algorithm(_ number: Int) -> DigestAlgorithm? {
        switch number {
        case 1: .md5
        case 2: .sha1
        case 8: .sha256
        case 10: .sha512
        default: nil
        }
    }
}
