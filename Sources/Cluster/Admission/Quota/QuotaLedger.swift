import EmbeddedCluster
import Kubernetes
import Logging

/// Keeps the quotas of all namespaces and lets nothing pass that exceeds one.
///
/// One request at a time judges a namespace, together with all that have arrived since: they share one write of
/// the quota's status, and none of them sees what another is about to take as free. What was let pass and is
/// not stored yet is kept here, so that a recount does not forget it.
actor QuotaLedger {
    /// One write that wants to be judged; nil only asks for a recount.
    typealias Entry = AdmissionRequest?

    private enum Turn {
        case settled(StatusError?)
        case lead
    }

    private struct Waiter {
        let entry: Entry
        let continuation: CheckedContinuation<Turn, Never>
    }

    private static let attempts = 5

    private let cluster: EmbeddedCluster
    let quotas: ResourceReader
    private let count: QuotaCount
    private let logger: Logger
    private var busy: Set<String> = []
    private var waiting: [String: [Waiter]] = [:]
    private var underway: [String: [QuotaReservation]] = [:]

    init(_ cluster: EmbeddedCluster, logger: Logger) throws(StatusError) {
        self.cluster = cluster
        quotas = try cluster.reader(of: "", "resourcequotas")
        count = QuotaCount(cluster: cluster)
        self.logger = logger
    }

    /// True when no quota is anywhere: the usual case.
    nonisolated var isIdle: Bool { quotas.isEmpty }

    /// Lets a write pass and remembers what it takes, or refuses it.
    func admit(_ request: AdmissionRequest) async throws(StatusError) {
        if let refusal = await settle(request, in: request.namespace) { throw refusal }
    }

    /// Counts a namespace anew.
    func recount(_ namespace: String) async {
        if let problem = await settle(nil, in: namespace) {
            logger.warning(
                "a quota is not counted", metadata: ["namespace": "\(namespace)", "error": "\(problem)"])
        }
    }

    /// Hears that a write is stored or has failed.
    func finish(_ request: AdmissionRequest) async {
        let uid = request.object?.uid ?? ""
        guard let place = underway[request.namespace]?.firstIndex(where: { $0.uid == uid }),
            let reservation = underway[request.namespace]?.remove(at: place)
        else { return }
        if underway[request.namespace]?.isEmpty == true { underway[request.namespace] = nil }
        let stored = count.reader(reservation.item.resource)?.object(
            namespace: request.namespace, name: request.name)
        // What was taken and not used is given back.
        if reservation.isChange || stored.map({ Object($0.json).uid }) != uid {
            await recount(request.namespace)
        }
    }

    // MARK: Taking turns

    private func settle(_ entry: Entry, in namespace: String) async -> StatusError? {
        if !busy.insert(namespace).inserted {
            let turn = await withCheckedContinuation { continuation in
                waiting[namespace, default: []].append(Waiter(entry: entry, continuation: continuation))
            }
            if case .settled(let refusal) = turn { return refusal }
        }
        let others = waiting.removeValue(forKey: namespace) ?? []
        var refusals = await judge([entry] + others.map(\.entry), in: namespace)
        let own = refusals.removeFirst()
        for (waiter, refusal) in zip(others, refusals) {
            waiter.continuation.resume(returning: .settled(refusal))
        }
        // Who has come meanwhile judges the next batch.
        if let next = waiting[namespace]?.first {
            waiting[namespace]?.removeFirst()
            next.continuation.resume(returning: .lead)
        } else {
            waiting[namespace] = nil
            busy.remove(namespace)
        }
        return own
    }

    // MARK: Judging

    /// The refusals of a batch, in its order.
    private func judge(_ entries: [Entry], in namespace: String) async -> [StatusError?] {
        var problem: StatusError?
        for _ in 0..<Self.attempts {
            var batch = QuotaBatch(
                quotas.objects(namespace: namespace).map { ResourceQuota(Object($0.json)) })
            batch.recount(all: entries.contains { $0 == nil }) {
                count.used($0, underway: underway[namespace] ?? [])
            }
            let refusals = entries.map { entry in entry.flatMap { batch.judge($0) } }
            problem = await write(batch.changed)
            guard let problem else {
                underway[namespace, default: []] += batch.reservations
                if underway[namespace]?.isEmpty == true { underway[namespace] = nil }
                return refusals
            }
            // Somebody else has changed a quota: look again. A quota that has gone bounds nothing.
            guard problem.code == 409 || problem.code == 404 else { break }
        }
        return entries.map { _ in problem }
    }

    private func write(_ quotas: [ResourceQuota]) async -> StatusError? {
        for quota in quotas {
            do throws(StatusError) {
                _ = try await cluster.rawUpdate(
                    self.quotas.type, namespace: quota.object.namespace, quota.updated,
                    subresource: "status")
            } catch { return error }
        }
        return nil
    }
}
