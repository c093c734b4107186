import Host
import OSTree

/// What of OSTree was deployed when a baseline was made, as its inventory of packages keeps it.
struct DeployedCommits {
    /// The commit in force of each system.
    private(set) var roots: [String: OSTreeChecksum] = [:]
    /// All deployments in one text.
    let all: String

    private static let allKey = "ostree deployments"
    private static let rootPrefix = "ostree system "

    /// What an inventory says; nil when it was made of a machine without deployments, or by one that noted none.
    init?(_ inventory: PackageInventory) {
        guard let all = inventory.packages[Self.allKey]?.version else { return nil }
        self.all = all
        for (key, package) in inventory.packages where key.hasPrefix(Self.rootPrefix) {
            roots[String(key.dropFirst(Self.rootPrefix.count))] = OSTreeChecksum(package.version)
        }
    }

    /// What an inventory of a machine has to keep.
    static func packages(_ host: Host) -> [String: PackageInventory.Package] {
        let deployments = OSTreeDeployment.all(on: host)
        guard let root = OSTreeOwnership.inForce(deployments).first else { return [:] }
        return [
            rootPrefix + root.system: .init(
                version: root.commit.description, record: root.commit.bytes, paths: []),
            allKey: .init(version: all(deployments), record: [], paths: []),
        ]
    }

    /// All deployments in one text, in an order of their own.
    static func all(_ deployments: [OSTreeDeployment]) -> String {
        deployments.map { "\($0.system)/\($0.commit).\($0.serial)" }.sorted().joined(separator: " ")
    }
}
