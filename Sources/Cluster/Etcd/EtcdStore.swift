public import EmbeddedCluster
import Kubernetes
public import Logging

/// A store that several processes share: the objects are in etcd, where kube-apiserver would keep them.
///
/// Reads come from caches that one watch on etcd feeds, in the order of its revisions. A write is one
/// transaction of etcd, and is answered when the watch has brought it back: whoever has seen a version in an
/// answer of this process finds it in every read here. Other processes' answers are caught up with by asking
/// etcd for its present revision first (``catchUp()``).
///
/// ```swift
/// try await EtcdStore.withStore(configuration, logger: logger) { store in
///     let cluster = try await EmbeddedCluster(.init(sharing: store))
///     …
/// }
/// ```
public final class EtcdStore: ObjectStore {
    /// So long a write waits for its own event; it is durable all the same.
    private static let echoLimit = Duration.seconds(5)
    /// So long a read waits for the caches, as kube-apiserver's do.
    private static let readLimit = Duration.seconds(3)
    /// So often a write is decided again because what its condition depends on has changed.
    private static let decisionLimit = 10

    let client: EtcdClient
    let caches: StoreCaches
    let waiters = RevisionWaiters()
    let leases: EventLeases
    private let reads: RevisionReads

    /// Connects to etcd, reads what is there, follows it and runs a body; ends all of that with the body.
    public static func withStore<Output: Sendable>(
        _ configuration: EtcdConfiguration, logger: Logger,
        _ body: (EtcdStore) async throws -> Output
    ) async throws -> Output {
        let client = try EtcdClient(configuration)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await client.run() }
            defer { group.cancelAll() }
            let loader = EtcdLoader(client: client, logger: logger)
            let (state, present) = try await loader.begin(history: Int64(configuration.historyLimit))
            let store = EtcdStore(client, state)
            let feed = EtcdFeed(store, loader: loader, history: configuration.historyLimit, logger: logger)
            group.addTask { await feed.run() }
            group.addTask { await store.expireWaiters() }
            group.addTask {
                await EtcdCompactor(
                    client: client, interval: configuration.compactionInterval, logger: logger
                )
                .run()
            }
            guard await store.waiters.wait(for: present, limit: configuration.patience) else {
                throw EtcdError(.unavailable, "etcd does not tell its changes up to revision \(present)")
            }
            return try await body(store)
        }
    }

    private init(_ client: EtcdClient, _ state: StoredState) {
        self.client = client
        caches = StoreCaches(state)
        leases = EventLeases(client)
        reads = RevisionReads(client)
        waiters.reach(state.resourceVersion)
    }

    /// The revision of etcd up to which the caches hold every change.
    public var resourceVersion: Int64 { caches.resourceVersion }

    package func cache(prefix: String) -> ResourceCache { caches.cache(prefix: prefix) }

    package func tick() { caches.tick() }

    package func ownershipChanges() -> AsyncStream<OwnershipChange> { caches.ownershipChanges() }

    package func close() async {
        caches.close()
        waiters.close()
    }

    package func catchUp() async throws(StatusError) {
        do throws(EtcdError) {
            let revision = try await reads.current()
            guard await waiters.wait(for: revision, limit: Self.readLimit) else {
                throw EtcdError(
                    .unavailable,
                    "the watch on etcd is at revision \(resourceVersion), etcd itself at \(revision)")
            }
        } catch { throw error.status }
    }

    package func write(_ request: WriteRequest) async -> WriteOutcome {
        do throws(EtcdError) {
            for _ in 0..<Self.decisionLimit {
                let write = StoreWrite(request)
                // A refusal that rests on what this process has not seen yet would be a wrong one.
                if write.refusal != nil {
                    if let refusal = try await confirmedRefusal(of: request) { return .refused(refusal) }
                    continue
                }
                if let outcome = try await carryOut(write) { return outcome }
            }
            return .failed("what the write depends on changes too often")
        } catch { return .failed(error.message) }
    }

    /// Ends the waits whose time is over.
    private func expireWaiters() async {
        while (try? await Task.sleep(for: .milliseconds(250))) != nil { waiters.expire() }
        waiters.close()
    }

    private func confirmedRefusal(of request: WriteRequest) async throws(EtcdError) -> StatusError? {
        let revision = try await reads.current()
        _ = await waiters.wait(for: revision, limit: Self.readLimit)
        return StoreWrite(request).refusal
    }

    /// Sends a write to etcd; nil when its condition must be judged anew.
    private func carryOut(_ write: StoreWrite) async throws(EtcdError) -> WriteOutcome? {
        var lease: Int64 = 0
        if write.expires { lease = try await leases.lease() }
        let answer: (response: EtcdTxnResponse, isRepeated: Bool)
        do throws(EtcdError) { answer = try await client.transaction(write.transaction(lease: lease)) } catch
        {
            guard error.code == .leaseNotFound, lease != 0 else { throw error }
            leases.forget(lease)
            return nil
        }
        // The caches must hold what was written, or what was in the way, before anybody decides by them.
        _ = await waiters.wait(for: answer.response.header.revision, limit: Self.echoLimit)
        return try write.outcome(answer.response, isRepeated: answer.isRepeated)
    }
}

extension EtcdError {
    /// How a reader is told.
    var status: StatusError {
        guard code == .unavailable else { return .internalError(message) }
        return StatusError(code: 504, reason: "Timeout", message: "Timeout: \(message)", retryAfterSeconds: 1)
    }
}
