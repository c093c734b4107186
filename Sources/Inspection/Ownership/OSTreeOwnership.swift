public import Digests
public import Host
import OSTree

/// What the commits that a machine was deployed from say of its files: contents, modes, owners, links.
///
/// Asked is the deployment that the machine runs from, and the one that it is going to: `/usr` is the commit's, and
/// `/etc` begins as its `/usr/etc`. Every object is compared with the checksum that the commit knows it by, so that a
/// file which was written to through its other name in the repository is no evidence for itself. Whether a commit is
/// signed is not looked at: someone who deploys a commit of his own making is not told from an update.
public final class OSTreeOwnership: OwnershipSource {
    private struct Root {
        var deployment: OSTreeDeployment
        var commit: OSTreeCommit
        var renewal: FileClaim.Renewal
        var doubts: [String]
        var source: String
    }

    private let host: Host
    private let repository: OSTreeRepository
    private let deployments: [OSTreeDeployment]
    private let roots: [Root]
    /// The commits at the baseline by their systems; nil when nobody noted them.
    private let former: [String: OSTreeChecksum]?
    private var digests: Set<DigestAlgorithm> = []
    private var references: [OSTreeChecksum: Int64]?

    /// Looks at a machine's deployments; nil when it has none.
    ///
    /// - Parameter inventory: what was deployed at the baseline; without it no update is believed.
    /// - Throws: ``OwnershipError`` when the repository or a commit cannot be read.
    public init?(host: Host, inventory: PackageInventory?) throws(OwnershipError) {
        let deployments = OSTreeDeployment.all(on: host)
        if deployments.isEmpty { return nil }
        do throws(OSTreeError) {
            guard let repository = try OSTreeRepository(host: host) else { return nil }
            let former = inventory.flatMap(DeployedCommits.init)
            var roots: [Root] = []
            for deployment in Self.inForce(deployments) {
                let commit = try repository.commit(deployment.commit)
                let number = deployment.commit.description.prefix(12)
                var root = Root(
                    deployment: deployment, commit: commit, renewal: .updated, doubts: [],
                    source: "ostree \(deployment.system) \(commit.version ?? String(number))")
                if let former {
                    if former.roots[deployment.system] == deployment.commit {
                        // Another deployment of the same files gives them one more name each.
                        root.renewal = former.all == DeployedCommits.all(deployments) ? .none : .again
                    }
                } else {
                    root.renewal = .none
                    root.doubts = ["the baseline has no inventory of deployments"]
                }
                roots.append(root)
            }
            self.roots = roots
            self.former = former?.roots
            self.repository = repository
        } catch { throw OwnershipError(error) }
        self.host = host
        self.deployments = deployments
    }

    /// The deployment that the machine runs from and those that it goes to; on a disk that does not run the next.
    static func inForce(_ deployments: [OSTreeDeployment]) -> [OSTreeDeployment] {
        guard let booted = deployments.first(where: \.isBooted) else { return Array(deployments.prefix(1)) }
        let pending = deployments.filter { ($0.order ?? .max) < (booted.order ?? .max) }
        return [booted] + pending
    }

    /// Says which digests will be asked for, before any claim is.
    public func prepare(digests: Set<DigestAlgorithm>) { self.digests.formUnion(digests) }

    /// What the commits say of a path.
    public func claims(on path: [UInt8], linkTarget: [UInt8]?) -> [FileClaim] {
        roots.flatMap { root in Self.places(of: path, in: root.deployment).compactMap { claim(root, $0) } }
    }

    /// What the commits say of a path that is gone.
    public func removals(of path: [UInt8]) -> [RemovalClaim] {
        roots.compactMap { root in
            let places = Self.places(of: path, in: root.deployment)
            guard root.renewal == .updated, let place = places.first,
                let before = former?[root.deployment.system], let earlier = try? repository.commit(before),
                (try? repository.entry(at: place, of: earlier)) ?? nil != nil
            else { return nil }
            var doubts = root.doubts
            do throws(OSTreeError) {
                if try repository.entry(at: place, of: root.commit) != nil {
                    doubts.append("\(root.source) has the file")
                }
            } catch { doubts.append(error.description) }
            return RemovalClaim(
                source: root.source, evidence: "its commit no longer has the file", doubts: doubts)
        }
    }

    /// What a commit that came since the baseline has below `/usr` and is not there.
    public func absences() -> [AbsentFile] {
        var absent: [AbsentFile] = []
        for root in roots where root.renewal == .updated && (root.deployment.isBooted || roots.count == 1) {
            try? repository.forEachEntry(of: root.commit) { path, _ in
                guard path.starts(with: "/usr/".utf8) else { return }
                let status = try? host.status(of: HostPath(bytes: path), followingLinks: false)
                if status == nil { absent.append(AbsentFile(path: path, source: root.source)) }
            }
        }
        return absent
    }

    // MARK: One file

    /// Where a commit may have what stands at a path of the machine.
    static func places(of path: [UInt8], in deployment: OSTreeDeployment) -> [[UInt8]] {
        let etc = Array("/etc".utf8)
        let directory = deployment.path.bytes
        let slash = UInt8(ascii: "/")
        // The whole disk shows each deployment below its own directory.
        let isBelow = path.starts(with: directory) && path.dropFirst(directory.count).first == slash
        let inside = isBelow ? Array(path.dropFirst(directory.count)) : path
        if inside == etc || inside.starts(with: etc + [slash]) { return [Array("/usr".utf8) + inside] }
        return [inside]
    }

    private func claim(_ root: Root, _ place: [UInt8]) -> FileClaim? {
        let name = root.deployment.commit.description.prefix(12)
        var claim = FileClaim(source: root.source, evidence: "commit \(name)", renewal: root.renewal)
        claim.doubts = root.doubts
        do throws(OSTreeError) {
            guard let entry = try repository.entry(at: place, of: root.commit) else { return nil }
            let metadata: OSTreeMetadata
            switch entry {
            case .directory: metadata = try repository.metadata(of: entry)
            case .file(let checksum):
                metadata = try fill(&claim, checksum)
                if metadata.kind == .regular, !place.starts(with: "/usr/etc/".utf8) {
                    claim.linkCount = linkCount(of: checksum).map { $0 + Self.bootNames(of: place, host) }
                }
            }
            claim.kind = metadata.kind
            claim.permissions = metadata.mode & 0o7777
            claim.user = Int64(metadata.user)
            claim.group = Int64(metadata.group)
            claim.linkTarget = metadata.linkTarget
        } catch { claim.doubts.append(error.description) }
        return claim
    }

    private func fill(
        _ claim: inout FileClaim, _ checksum: OSTreeChecksum
    ) throws(OSTreeError) -> OSTreeMetadata {
        let bank = DigestBank(digests.union([.sha256]).sorted { $0.rawValue < $1.rawValue })
        bank.start()
        var size: Int64 = 0
        let metadata = try repository.read(checksum) { piece in
            bank.update(piece)
            size += Int64(piece.count)
        }
        if metadata.kind == .regular {
            claim.size = size
            claim.digests = Dictionary(uniqueKeysWithValues: zip(bank.algorithms, bank.finish()))
        }
        return metadata
    }

    /// A kernel and what is loaded with it have names in `/boot`, too, when that is on the same file system.
    private static func bootNames(of place: [UInt8], _ host: Host) -> Int64 {
        guard place.starts(with: "/usr/lib/modules/".utf8) else { return 0 }
        let name = HostPath(bytes: place).split.name
        let isLoaded = ["vmlinuz", "initramfs", "devicetree"].contains { name.starts(with: $0.utf8) }
        return isLoaded ? Int64(host.entries(of: "/boot/ostree").count) : 0
    }

    /// How many names a file of a repository whose files are the deployments' own may have: one there, and one
    /// wherever a deployed commit has it.
    private func linkCount(of checksum: OSTreeChecksum) -> Int64? {
        guard repository.mode == .bare else { return nil }
        if references == nil {
            var counts: [OSTreeChecksum: Int64] = [:]
            for deployment in deployments {
                guard let commit = try? repository.commit(deployment.commit) else { continue }
                try? repository.forEachEntry(of: commit) { _, entry in
                    if case .file(let checksum) = entry { counts[checksum, default: 1] += 1 }
                }
            }
            references = counts
        }
        return references?[checksum]
    }
}

extension OwnershipError {
    init(_ error: OSTreeError) {
        switch error {
        case .unreadable(let error): self = .unreadable(error)
        case .damaged(let path, let reason): self = .damaged(path.description, reason)
        }
    }
}
