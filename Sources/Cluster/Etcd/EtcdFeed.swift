import EmbeddedCluster
import Logging

/// Brings the changes in etcd into the caches, in their order and each once.
///
/// One watch follows the whole of etcd and not only the cluster's keys: then every revision shows up in it, and
/// the caches know that they have reached a revision without asking for a progress notice, which etcd before
/// 3.4.25 gets wrong.
actor EtcdFeed {
    private let store: EtcdStore
    private let loader: EtcdLoader
    private let logger: Logger
    private var budget: HistoryBudget
    /// The beginning of an answer whose end has not come yet.
    private var fragments: [EtcdEvent] = []

    init(_ store: EtcdStore, loader: EtcdLoader, history: Int, logger: Logger) {
        self.store = store
        self.loader = loader
        self.logger = logger
        budget = HistoryBudget(limit: history)
    }

    /// Follows until the task is cancelled; every break resumes after the last published revision.
    func run() async {
        while !Task.isCancelled {
            let from = store.resourceVersion
            let failure = await follow(after: from)
            if Task.isCancelled { return }
            logger.info("the watch on etcd begins again", metadata: ["why": "\(failure)"])
            fragments = []
            if failure.code == .compacted { await reload() }
            // A watch that has brought something was no failed attempt.
            let pause: Duration = store.resourceVersion > from ? .milliseconds(10) : .milliseconds(200)
            try? await Task.sleep(for: pause)
        }
    }

    private func follow(after revision: Int64) async -> EtcdError {
        do throws(EtcdError) {
            try await store.client.watch(from: revision + 1) { try await self.take($0) }
            return EtcdError(.unavailable, "the stream ended")
        } catch { return error }
    }

    private func take(_ response: EtcdWatchResponse) throws {
        if response.canceled {
            let isCompacted = response.compactRevision > 0
            throw EtcdError(
                isCompacted ? .compacted : .unavailable, "etcd ended the watch: \(response.cancelReason)")
        }
        fragments += response.events
        guard !response.fragment, let last = fragments.last?.kv.modRevision else { return }
        let events = fragments
        fragments = []
        var changes: [StoredChange] = []
        var latest: [String: StoredObject?] = [:]
        for event in events where event.kv.modRevision > store.resourceVersion {
            guard let change = change(event, &latest) else { continue }
            latest[change.key] = .some(change.kind == .deleted ? nil : change.object)
            changes.append(change)
        }
        publish(changes, upTo: last)
    }

    private func publish(_ changes: [StoredChange], upTo revision: Int64) {
        store.caches.publish(changes, upTo: revision)
        store.waiters.reach(revision)
        if let floor = budget.add(changes) { store.caches.trim(to: floor) }
    }

    /// What an event changes; the caches know what was there before.
    private func change(_ event: EtcdEvent, _ latest: inout [String: StoredObject?]) -> StoredChange? {
        guard let key = KeyLayout.kubernetes.own(String(decoding: event.kv.key, as: UTF8.self)) else {
            return nil
        }
        let previous = latest[key] ?? store.caches.object(key)
        if event.type == .put, let object = loader.object(event.kv) {
            return StoredChange(
                kind: previous == nil ? .created : .updated, object: object, previous: previous)
        }
        return previous.map {
            StoredChange(kind: .deleted, object: $0.stamped(event.kv.modRevision), previous: $0)
        }
    }

    /// Reads everything anew, because the changes since the last one are compacted, and publishes what differs.
    private func reload() async {
        do throws(EtcdError) {
            let revision = try await store.client.currentRevision()
            let present = try await loader.state(at: revision)
            var former = Dictionary(store.caches.objects.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
            var changes: [StoredChange] = []
            for object in present.objects {
                let previous = former.removeValue(forKey: object.key)
                guard previous?.resourceVersion != object.resourceVersion else { continue }
                changes.append(
                    StoredChange(
                        kind: previous == nil ? .created : .updated, object: object, previous: previous))
            }
            changes.sort { $0.resourceVersion < $1.resourceVersion }
            // When they went is not known any more, only that they have by now.
            changes += former.values.map {
                StoredChange(kind: .deleted, object: $0.stamped(revision), previous: $0)
            }
            publish(changes, upTo: revision)
            logger.notice(
                "etcd had compacted what was missed; everything is read anew",
                metadata: ["revision": "\(revision)", "changes": "\(changes.count)"])
        } catch { logger.warning("etcd cannot be read", metadata: ["why": "\(error)"]) }
    }
}
