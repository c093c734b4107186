import Bytes
public import Digests
public import Host

/// What dpkg's packages say of files.
///
/// **What is believed, and how far.** dpkg signs nothing, so whoever owns the machine can rewrite its records too.
/// Against that stand the inventory that was sealed with the baseline, by which a record that changed without its
/// version is found; the logs, which have to tell of every update; and the package's archive where apt still has it:
/// then content, modes, owners, links and times are the archive's. Without archive and statoverride nothing records
/// modes and owners: a file keeps those that it had, a new one has to be root's and ordinary, never set-id. Someone
/// who forges files, records, version and log as one consistent update is not told from one; evidence says what was
/// compared, and whoever reads it may ask for archives only.
public final class DpkgOwnership: OwnershipSource {
    let host: Host
    let records: DpkgRecords
    let inventory: PackageInventory?
    let log: DpkgLog
    private let alternatives: DpkgAlternatives
    let aliases: [(from: [UInt8], to: [UInt8])]
    private var digests: Set<DigestAlgorithm> = [.md5]
    private var archives: [Int: DebArchive?] = [:]
    private var standings: [Int: Standing] = [:]
    private lazy var users = Dictionary(
        host.users().map { ($0.name, $0.userID) }, uniquingKeysWith: { first, _ in first })
    private lazy var groups = Dictionary(
        host.groups().map { ($0.name, $0.groupID) }, uniquingKeysWith: { first, _ in first })

    /// Whether a package is another than at the baseline, and why that is not believed.
    struct Standing {
        var renewal: FileClaim.Renewal
        var doubts: [String] = []
    }

    /// Reads a machine's records; nil when it has no dpkg.
    ///
    /// - Parameter inventory: the packages of the baseline; without it no update is believed.
    /// - Throws: ``OwnershipError``.
    public init?(host: Host, inventory: PackageInventory?) throws(OwnershipError) {
        guard let records = try DpkgRecords(host: host) else { return nil }
        self.host = host
        self.records = records
        self.inventory = inventory
        log = DpkgLog(host: host)
        alternatives = DpkgAlternatives(host: host)
        aliases = Self.aliases(host)
    }

    /// Says which digests will be asked for, before any claim is.
    public func prepare(digests: Set<DigestAlgorithm>) {
        if digests.isSubset(of: self.digests) { return }
        self.digests.formUnion(digests)
        archives = [:]
        standings = [:]
    }

    /// What dpkg's packages say of a path.
    public func claims(on path: [UInt8], linkTarget: [UInt8]?) -> [FileClaim] {
        var claims: [FileClaim] = []
        for (package, listed) in owners(of: path) {
            claims.append(claim(package, listed, path, linkTarget))
        }
        if let link = names(of: path).lazy.compactMap({ self.alternatives.links[$0] }).first {
            claims += claim(link, at: path)
        }
        if claims.isEmpty { claims += besideConfiguration(path) + ofRecords(path) }
        return claims
    }

    // MARK: Who owns a path

    /// The merged directories of `/usr`, under which packages may still list their files by the old names.
    private static func aliases(_ host: Host) -> [(from: [UInt8], to: [UInt8])] {
        ["bin", "sbin", "lib", "lib32", "lib64", "libx32"].compactMap { name in
            guard let target = try? host.linkTarget(of: HostPath("/" + name)),
                ["usr/\(name)", "/usr/\(name)"].contains(target.description)
            else { return nil }
            return (Array("/\(name)/".utf8), Array("/usr/\(name)/".utf8))
        }
    }

    /// The names by which a path may be listed.
    func names(of path: [UInt8]) -> [[UInt8]] {
        [path] + aliases.filter { path.starts(with: $0.to) }.map { $0.from + path.dropFirst($0.to.count) }
    }

    /// The packages whose file is at a path, and by which name they list it.
    func owners(of path: [UInt8]) -> [(package: Int, listed: [UInt8])] {
        var owners: [(package: Int, listed: [UInt8])] = []
        for name in names(of: path) {
            let diversion = records.diversions[name]
            for package in records.owners[name] ?? []
            where diversion.map({ $0.package == records.packages[package].name }) ?? true {
                owners.append((package, name))
            }
            if let source = records.divertedFrom[name], let diversion = records.diversions[source] {
                for package in records.owners[source] ?? []
                where diversion.package != records.packages[package].name {
                    owners.append((package, source))
                }
            }
        }
        return owners
    }

    // MARK: What a package says

    private func claim(
        _ index: Int, _ listed: [UInt8], _ path: [UInt8], _ linkTarget: [UInt8]?
    ) -> FileClaim {
        let package = records.packages[index]
        let standing = standing(of: index)
        var claim = FileClaim(
            source: package.source, evidence: "its file list", renewal: standing.renewal)
        claim.doubts = standing.doubts
        let sum = records.sum(of: listed, package: index)
        if let archive = archive(index), let file = archive.data.files[listed] {
            file.fill(&claim)
            claim.linkCount = archive.data.linkCount(of: file)
            claim.evidence = "its archive in apt's cache"
            if let sum, let built = file.digests[.md5], built != sum.bytes {
                claim.doubts.append("its md5sums are not those of its archive")
            }
        } else if let sum {
            claim.kind = .regular
            claim.digests[.md5] = sum.bytes
            claim.evidence = sum.isConfiguration ? "the MD5 in dpkg's status" : "the MD5 in its md5sums"
        } else if let linkTarget, let target = Self.resolved(linkTarget, from: path),
            belongs(target, to: index)
        {
            // What the list does not say of a link is only believed when it stays within the package.
            claim.kind = .symbolicLink
            claim.linkTarget = linkTarget
        } else if isDirectory(listed, of: package) {
            claim.kind = .directory
        }
        if let override = names(of: path).lazy.compactMap({ self.records.overrides[$0] }).first {
            if let inventory, inventory.settings != records.settingsDigest {
                claim.doubts.append("dpkg's statoverride or diversions changed since the baseline")
            }
            claim.permissions = override.permissions
            claim.user = users[override.user]
            claim.group = groups[override.group]
        }
        if claim.capabilities == nil { claim.capabilities = "" }
        return claim
    }

    /// Whether a path is of one package, and no directory that it shares with others.
    private func belongs(_ path: [UInt8], to index: Int) -> Bool {
        let owners = owners(of: path)
        return owners.contains { $0.package == index } && owners.allSatisfy { $0.package == index }
    }

    private func isDirectory(_ path: [UInt8], of package: DpkgRecords.Package) -> Bool {
        (try? host.status(of: HostPath(bytes: path), followingLinks: false))?.kind == .directory
    }

    private func claim(_ link: DpkgAlternatives.Link, at path: [UInt8]) -> [FileClaim] {
        owners(of: link.choice).map { owner in
            let standing = standing(of: owner.package)
            var claim = FileClaim(
                source: records.packages[owner.package].source,
                evidence: "dpkg's records of the alternatives of \(link.name)", renewal: standing.renewal)
            claim.doubts = standing.doubts
            claim.kind = .symbolicLink
            claim.linkTarget = link.target
            return claim
        }
    }

    /// What dpkg leaves beside a configuration file that was changed by hand.
    private func besideConfiguration(_ path: [UInt8]) -> [FileClaim] {
        for suffix in [".dpkg-dist", ".dpkg-new"]
        where path.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) {
            let original = Array(path.dropLast(suffix.utf8.count))
            return owners(of: original).compactMap { owner in
                guard let sum = records.sum(of: owner.listed, package: owner.package), sum.isConfiguration
                else { return nil }
                return claim(owner.package, owner.listed, original, nil)
            }
        }
        return []
    }

    /// The package's own files in dpkg's directory of records, which only its archive knows.
    private func ofRecords(_ path: [UInt8]) -> [FileClaim] {
        let directory = DpkgRecords.info.bytes + [UInt8(ascii: "/")]
        guard path.starts(with: directory), let dot = path.lastIndex(of: UInt8(ascii: ".")) else { return [] }
        let stem = String(decoding: path[directory.count..<max(dot, directory.count)], as: UTF8.self)
        guard let index = records.packages.firstIndex(where: { $0.stem == stem }),
            let file = archive(index)?.control.files[[UInt8(ascii: "/")] + path[(dot + 1)...]]
        else { return [] }
        let standing = standing(of: index)
        var claim = FileClaim(
            source: records.packages[index].source, evidence: "its archive in apt's cache",
            renewal: standing.renewal)
        file.fill(&claim)
        claim.modificationTime = nil
        claim.doubts = standing.doubts
        return [claim]
    }

    /// Where a link leads, as a path from the root.
    private static func resolved(_ target: [UInt8], from path: [UInt8]) -> [UInt8]? {
        let slash = UInt8(ascii: "/")
        if target.isEmpty { return nil }
        let start = target.first == slash ? [] : path.prefix(path.lastIndex(of: slash) ?? 0)
        var parts: [ArraySlice<UInt8>] = []
        for part in (start + [slash] + target).split(separator: slash) {
            if part.elementsEqual("..".utf8) {
                if parts.popLast() == nil { return nil }
            } else if !part.elementsEqual(".".utf8) {
                parts.append(part)
            }
        }
        return parts.flatMap { [slash] + $0 }
    }

    // MARK: What a package is worth

    private func archive(_ index: Int) -> DebArchive? {
        if let known = archives[index] { return known }
        let package = records.packages[index]
        let archive = try? DebArchive(
            host: host, name: package.name, version: package.version, architecture: package.architecture,
            digests: digests.union([.md5]))
        archives[index] = .some(archive ?? nil)
        return archive ?? nil
    }

    func standing(of index: Int) -> Standing {
        if let known = standings[index] { return known }
        let standing = judged(index)
        standings[index] = standing
        return standing
    }

    private func judged(_ index: Int) -> Standing {
        let package = records.packages[index]
        guard let inventory else {
            return Standing(renewal: .none, doubts: ["the baseline has no inventory of packages"])
        }
        if let before = inventory.packages[package.key], before.version == package.version {
            guard before.record == records.recordDigest(package) else {
                return Standing(
                    renewal: .none, doubts: ["what dpkg records of it changed although its version did not"])
            }
            let list = DpkgRecords.info.appending(package.stem + ".list")
            let written = (try? host.status(of: list))?.changeTime ?? 0
            return Standing(renewal: written > inventory.time ? .again : .none)
        }
        var standing = Standing(renewal: .updated)
        let isTold = log.tellsOfUnpacking(package.name, package.architecture, package.version)
        if !isTold, archive(index) == nil {
            standing.doubts.append("dpkg's logs do not tell of it, and its archive is not in apt's cache")
        }
        return standing
    }
}
