import Kubernetes
import Synchronization
import Threads

/// The one place where the cluster's state changes.
///
/// Writers hand their requests to one thread. It takes all that have arrived, decides each against the state
/// that the ones before it leave behind, gives them dense resource versions, makes them durable with one wait
/// for the disk, publishes them to the caches and only then answers: a group commit. Requests that arrive
/// meanwhile share the next one.
final class Store: Sendable {
    /// How much history is kept for watches and exact lists.
    struct HistoryLimit: Sendable {
        /// Changes.
        var changes = 10_000
        /// Bytes of superseded bodies, which nothing but the history holds.
        var bytes = 32 << 20
    }

    private struct Caches {
        var claimed: [String: ResourceCache] = [:]
        var unclaimed: SortedObjects
        var history: [StoredChange]
        var floor: Int64
    }

    private let storage: any Storage
    private let queue = ThreadQueue<Pending>()
    private let caches: Mutex<Caches>
    private let committed: Atomic<Int64>
    private let observers = Mutex<[AsyncStream<OwnershipChange>.Continuation]>([])
    private let closing = Mutex<CheckedContinuation<Void, Never>?>(nil)

    /// Loads a storage and starts the thread that owns it from then on.
    static func open(
        history: HistoryLimit = HistoryLimit(),
        _ make: @escaping @Sendable () throws(StorageError) -> any Storage
    ) async throws(StorageError) -> Store {
        let opened: Result<Store, StorageError>
        do {
            opened = try await BlockingThread.run {
                do throws(StorageError) {
                    let storage = try make()
                    return .success(Store(storage, try storage.load()))
                } catch { return .failure(error) }
            }
        } catch { throw Self.noThread }
        let store = try opened.get()
        let loaded = store.caches.withLock { ($0.floor, $0.history) }
        let isRunning = BlockingThread.start {
            var thread = CommitThread(store, limit: history, floor: loaded.0, history: loaded.1)
            thread.run()
        }
        if !isRunning {
            throw Self.noThread
        }
        return store
    }

    private static let noThread = StorageError(code: .unavailable, path: "thread", reason: "\(NoThread())")

    private init(_ storage: any Storage, _ state: StoredState) {
        self.storage = storage
        committed = Atomic(state.resourceVersion)
        caches = Mutex(
            Caches(unclaimed: SortedObjects(state.objects), history: state.history, floor: state.floor))
    }

    /// The version of the last change that is durable and published.
    var resourceVersion: Int64 { committed.load(ordering: .acquiring) }

    /// The cache of the keys that begin with `prefix`; it takes its objects over from the loaded state when it
    /// is asked for the first time.
    func cache(prefix: String) -> ResourceCache {
        caches.withLock { caches in
            if let cache = caches.claimed[prefix] { return cache }
            let objects = caches.unclaimed.objects(prefix: prefix)
            for object in objects { caches.unclaimed.remove(object.key) }
            let history = caches.history.filter {
                $0.key.hasPrefix(prefix) && $0.resourceVersion > caches.floor
            }
            let cache = ResourceCache(
                prefix: prefix, objects: SortedObjects(objects), history: history, floor: caches.floor)
            caches.claimed[prefix] = cache
            caches.history.removeAll { $0.key.hasPrefix(prefix) }
            return cache
        }
    }

    /// Asks for a change and waits until it is durable and visible, or refused.
    func write(_ request: WriteRequest) async -> WriteOutcome {
        await withCheckedContinuation { continuation in
            if !queue.add(Pending(request: request, continuation: continuation)) {
                continuation.resume(returning: .failed("the cluster is shutting down"))
            }
        }
    }

    /// Lets every watch that wants bookmarks send one.
    func tick() { for cache in allCaches { cache.tick() } }

    /// Every change from now on that concerns owners and dependants.
    func ownershipChanges() -> AsyncStream<OwnershipChange> {
        let (stream, continuation) = AsyncStream.makeStream(of: OwnershipChange.self)
        observers.withLock { $0.append(continuation) }
        return stream
    }

    /// Finishes the queued writes, ends the watches and closes the storage.
    func close() async {
        await withCheckedContinuation { continuation in
            let isFirst = closing.withLock { closing in
                guard closing == nil else { return false }
                closing = continuation
                return true
            }
            if isFirst { queue.close() } else { continuation.resume() }
        }
    }

    private var allCaches: [ResourceCache] { caches.withLock { Array($0.claimed.values) } }

    // MARK: For the commit thread

    func takeAll(idleSeconds: Int) -> [Pending]? { queue.takeAll(idleSeconds: idleSeconds) }

    func persist(_ changes: [StoredChange], floor: Int64) throws(StorageError) {
        try storage.commit(changes, floor: floor)
    }

    func rest() { storage.rest() }

    func publish(_ changes: [(cache: ResourceCache, change: StoredChange)]) {
        var touched: [ObjectIdentifier: ResourceCache] = [:]
        for (cache, change) in changes {
            cache.append(change)
            touched[ObjectIdentifier(cache)] = cache
        }
        if let last = changes.last { committed.store(last.change.resourceVersion, ordering: .releasing) }
        for cache in touched.values { cache.wake() }
        let observers = observers.withLock { $0 }
        guard !observers.isEmpty else { return }
        for case let change? in changes.map({ OwnershipChange($0.change, prefix: $0.cache.prefix) }) {
            for observer in observers { observer.yield(change) }
        }
    }

    func trim(to floor: Int64) {
        let claimed = caches.withLock { caches in
            caches.floor = floor
            if !caches.history.isEmpty { caches.history.removeAll { $0.resourceVersion <= floor } }
            return Array(caches.claimed.values)
        }
        for cache in claimed { cache.trim(to: floor) }
    }

    func finish() {
        for cache in allCaches { cache.close() }
        for observer in observers.withLock({ $0 }) { observer.finish() }
        storage.close()
        closing.withLock { $0 }?.resume()
    }
}
