import Cluster
import EmbeddedCluster
import Kubernetes
import Logging

/// Keeps `status.used` of quotas true when objects go, end or change (kube-controller-manager's resource quota
/// controller).
///
/// While there is no quota it only waits for one.
struct QuotaController: Sendable {
    let cluster: EmbeddedCluster
    let ledger: QuotaLedger
    let quotas: ResourceReader
    let logger: Logger

    /// Works until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            let kinds = countedKinds
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await followQuotas(until: kinds) }
                for kind in kinds {
                    guard let type = QuotaCount(cluster: cluster).reader(kind)?.type else { continue }
                    group.addTask { await follow(type) }
                }
                // The first to end is the one that has seen a quota for other kinds, or the cluster's end.
                await group.next()
                group.cancelAll()
            }
            if countedKinds == kinds { return }
        }
    }

    /// The resources that any quota counts.
    private var countedKinds: Set<String> {
        QuotaCount.resources(of: quotas.objects().flatMap { ResourceQuota(Object($0.json)).wanted.names })
    }

    /// Counts new and changed quotas; ends when they count other resources than before.
    private func followQuotas(until kinds: Set<String>) async {
        await forEachBatch(of: quotas.type) { events in
            // The ledger's own writes come by here too; they leave nothing to count.
            let uncounted = events.filter {
                $0.kind != .deleted && !ResourceQuota(Object($0.object.json)).isCounted
            }
            for namespace in Set(uncounted.compactMap(\.object.namespace)) {
                await ledger.recount(namespace)
            }
            return countedKinds == kinds
        }
    }

    /// Counts again when an object has gone or changed; new ones were counted when they were let pass.
    private func follow(_ type: ResourceType) async {
        await forEachBatch(of: type, whenOpen: recountAll) { events in
            let changed = events.filter { $0.kind == .deleted || $0.kind == .modified }
            for namespace in Set(changed.compactMap(\.object.namespace))
            where !quotas.objects(namespace: namespace).isEmpty {
                await ledger.recount(namespace)
            }
            return true
        }
    }

    /// What went between a count and the opening of a watch, no watch tells.
    private func recountAll() async {
        for namespace in Set(quotas.objects().compactMap(\.namespace)) { await ledger.recount(namespace) }
    }

    private func forEachBatch(
        of type: ResourceType, whenOpen opened: () async -> Void = {},
        _ visit: ([RawWatchEvent]) async -> Bool
    ) async {
        while !Task.isCancelled {
            do throws(StatusError) {
                let watch = try await cluster.rawWatch(type, namespace: nil, options: WatchOptions())
                await opened()
                while let events = try await watch.next() {
                    guard await visit(events) else { return }
                }
                return
            } catch {
                logger.debug("a quota watch begins again", metadata: ["reason": "\(error)"])
            }
        }
    }
}
