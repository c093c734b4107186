import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes

/// The groups of machines that OpenShift configures together (`MachineConfigPool` of
/// `machineconfiguration.openshift.io/v1`); none on other clusters.
///
/// Each change of its configuration restarts a pool's machines, so a pool is paused while remediations are written
/// and restarts once for all of them. The pool itself says for whom it is paused: what people paused stays so.
struct MachineConfigPools {
    static let type = ResourceType(
        kind: GroupVersionKind(
            group: "machineconfiguration.openshift.io", version: "v1", kind: "MachineConfigPool"),
        plural: "machineconfigpools", scope: .cluster)
    /// Names the suites that a pool is paused for, separated by commas.
    static let pausedKey = ComplianceGroup.key("paused-for")

    private let room: CapabilityRoom
    /// Whether the cluster has such pools at all.
    let areServed: Bool
    private let pools: [Object]
    /// Why the pools cannot be seen; nil when they can, and where there are none.
    let refusal: String?

    /// Looks the pools up.
    init(in room: CapabilityRoom) async throws(StatusError) {
        self.room = room
        areServed = try await ServedKinds(cluster: room.cluster).areServed(Self.type)
        guard areServed else {
            (pools, refusal) = ([], nil)
            return
        }
        do throws(StatusError) {
            pools = try await room.cluster.list(Self.type, namespace: nil, options: ListOptions()).items
            refusal = nil
        } catch {
            // Only who applies remediations of machines needs the right; scans go on without it.
            guard error.code == 403 else { throw error }
            (pools, refusal) = ([], error.message)
        }
    }

    /// The pool whose machines a scan looks at.
    func pool(of scan: ComplianceScan) -> Object? {
        pools.first { pool in
            let wanted = pool["spec"]?["nodeSelector"]?["matchLabels"]?.object ?? JSONObject()
            return !scan.nodeSelector.isEmpty
                && scan.nodeSelector.allSatisfy { wanted[$0.key]?.string == $0.value }
        }
    }

    /// Pauses pools for a suite.
    func pause(_ names: Set<String>, for suite: ObjectKey) async throws(StatusError) {
        for var pool in pools where names.contains(pool.name) {
            let holders = Self.holders(of: pool)
            // A person's pause has no holder, and ours does not make it ours.
            let isOurs = pool["spec"]?["paused"]?.bool != true || !holders.isEmpty
            guard isOurs, !holders.contains(Self.word(suite)) else { continue }
            pool["spec"]?["paused"] = true
            pool.annotations[Self.pausedKey] = (holders + [Self.word(suite)]).joined(separator: ",")
            try await store(pool)
        }
    }

    /// Lets pools go on that are paused for a suite and for no other.
    func resume(for suite: ObjectKey) async throws(StatusError) {
        for var pool in pools where Self.holders(of: pool).contains(Self.word(suite)) {
            let others = Self.holders(of: pool).filter { $0 != Self.word(suite) }
            pool.annotations[Self.pausedKey] = others.isEmpty ? nil : others.joined(separator: ",")
            if others.isEmpty { pool["spec"]?["paused"] = false }
            try await store(pool)
        }
    }

    private func store(_ pool: Object) async throws(StatusError) {
        _ = try await room.cluster.update(
            Self.type, namespace: nil, pool, subresource: nil, options: WriteOptions())
    }

    private static func holders(of pool: Object) -> [String] {
        (pool.annotations[pausedKey] ?? "").split(separator: ",").map(String.init)
    }

    private static func word(_ suite: ObjectKey) -> String { "\(suite.namespace ?? "")/\(suite.name)" }
}
