import Kubernetes
import Synchronization
import Threads

/// The one place where the cluster's state changes.
///
/// Writers hand their requests to one thread. It takes all that have arrived, decides each against the state
/// that the ones before it leave behind, gives them dense resource versions, makes them durable with one wait
/// for the disk, publishes them to the caches and only then answers: a group commit. Requests that arrive
/// meanwhile share the next one.
final class LocalStore: ObjectStore {
    /// How much history is kept for watches and exact lists.
    struct HistoryLimit: Sendable {
        /// Changes.
        var changes = 10_000
        /// Bytes of superseded bodies, which nothing but the history holds.
        var bytes = 32 << 20
    }

    private let storage: any Storage
    private let queue = ThreadQueue<Pending>()
    private let caches: StoreCaches
    private let closing = Mutex<CheckedContinuation<Void, Never>?>(nil)

    /// Loads a storage and starts the thread that owns it from then on.
    static func open(
        history: HistoryLimit = HistoryLimit(),
        _ make: @escaping @Sendable () throws(StorageError) -> any Storage
    ) async throws(StorageError) -> LocalStore {
        let opened: Result<(any Storage, StoredState), StorageError>
        do {
            opened = try await BlockingThread.run {
                do throws(StorageError) {
                    let storage = try make()
                    return .success((storage, try storage.load()))
                } catch { return .failure(error) }
            }
        } catch { throw Self.noThread }
        let (storage, loaded) = try opened.get()
        let store = LocalStore(storage, loaded)
        let isRunning = BlockingThread.start {
            var thread = CommitThread(store, limit: history, floor: loaded.floor, history: loaded.history)
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
        caches = StoreCaches(state)
    }

    /// The version of the last change that is durable and published.
    var resourceVersion: Int64 { caches.resourceVersion }

    /// The cache of the keys that begin with `prefix`.
    func cache(prefix: String) -> ResourceCache { caches.cache(prefix: prefix) }

    /// Asks for a change and waits until it is durable and visible, or refused.
    func write(_ request: WriteRequest) async -> WriteOutcome {
        await withCheckedContinuation { continuation in
            if !queue.add(Pending(request: request, continuation: continuation)) {
                continuation.resume(returning: .failed("the cluster is shutting down"))
            }
        }
    }

    /// Returns at once: nobody else writes here, and what is acknowledged is published.
    func catchUp() async throws(StatusError) {}

    /// Lets every watch that wants bookmarks send one.
    func tick() { caches.tick() }

    /// Every change from now on that concerns owners and dependants.
    func ownershipChanges() -> AsyncStream<OwnershipChange> { caches.ownershipChanges() }

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

    // MARK: For the commit thread

    func takeAll(idleSeconds: Int) -> [Pending]? { queue.takeAll(idleSeconds: idleSeconds) }

    func persist(_ changes: [StoredChange], floor: Int64) throws(StorageError) {
        try storage.commit(changes, floor: floor)
    }

    func rest() { storage.rest() }

    func publish(_ changes: [(cache: ResourceCache, change: StoredChange)]) { caches.publish(changes) }

    func trim(to floor: Int64) { caches.trim(to: floor) }

    func finish() {
        caches.close()
        storage.close()
        closing.withLock { $0 }?.resume()
    }
}
