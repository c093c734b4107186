/// Keys that wait for a reconciler. A key is in the queue at most once and is never worked twice at once.
///
/// A key that is added while it is being worked is worked once more afterwards, so no change is missed. A
/// key that failed comes back after a growing delay; success forgets its failures.
public actor WorkQueue<Key: Hashable & Sendable> {
    private let backoff: Backoff
    private let clock: any Clock<Duration>

    private var waiting: [Key] = []
    private var isWaiting: Set<Key> = []
    private var isWorked: Set<Key> = []
    private var isDirty: Set<Key> = []
    private var failures: [Key: Int] = [:]
    private var delayed: [Key: Task<Void, Never>] = [:]
    private var workers: [UInt64: CheckedContinuation<Key?, Never>] = [:]
    private var workerOrder: [UInt64] = []
    private var nextWorker: UInt64 = 0
    private var isShutDown = false

    /// Makes an empty queue.
    public init(backoff: Backoff = .queue, clock: any Clock<Duration> = ContinuousClock()) {
        self.backoff = backoff
        self.clock = clock
    }

    /// How many keys wait to be worked now (delayed ones not counted).
    public var depth: Int { waiting.count }

    /// Adds a key; does nothing when it waits already.
    public func add(_ key: Key) {
        guard !isShutDown else { return }
        delayed.removeValue(forKey: key)?.cancel()
        if isWorked.contains(key) {
            isDirty.insert(key)
        } else if isWaiting.insert(key).inserted {
            handOut(key)
        }
    }

    /// Adds a key after a delay, unless it is added earlier by someone else.
    public func add(_ key: Key, after delay: Duration) {
        guard !isShutDown else { return }
        delayed.removeValue(forKey: key)?.cancel()
        let clock = clock
        delayed[key] = Task { [weak self] in
            guard (try? await clock.sleep(for: delay)) != nil else { return }
            await self?.add(key)
        }
    }

    /// Adds a key that failed, after its back-off.
    public func addRateLimited(_ key: Key) {
        let count = failures[key, default: 0] + 1
        failures[key] = count
        add(key, after: backoff.delay(afterFailures: count))
    }

    /// Forgets a key's failures.
    public func forget(_ key: Key) { failures[key] = nil }

    /// The next key to work; waits for one.
    ///
    /// Nil when the queue was shut down or the caller was cancelled.
    public func next() async -> Key? {
        if isShutDown || Task.isCancelled { return nil }
        if !waiting.isEmpty {
            let key = waiting.removeFirst()
            isWaiting.remove(key)
            isWorked.insert(key)
            return key
        }
        let worker = nextWorker
        nextWorker += 1
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled || isShutDown {
                    continuation.resume(returning: nil)
                } else {
                    workers[worker] = continuation
                    workerOrder.append(worker)
                }
            }
        } onCancel: {
            Task { await self.dismiss(worker) }
        }
    }

    /// Says that a key's work ended; it comes back at once when it was added meanwhile.
    public func done(_ key: Key) {
        isWorked.remove(key)
        if isDirty.remove(key) != nil { add(key) }
    }

    /// Ends the queue: waiting workers get nil, nothing more is accepted.
    public func shutDown() {
        isShutDown = true
        delayed.values.forEach { $0.cancel() }
        delayed.removeAll()
        let waitingWorkers = workers
        workers.removeAll()
        workerOrder.removeAll()
        waitingWorkers.values.forEach { $0.resume(returning: nil) }
    }

    private func handOut(_ key: Key) {
        while !workerOrder.isEmpty {
            let worker = workerOrder.removeFirst()
            guard let continuation = workers.removeValue(forKey: worker) else { continue }
            isWaiting.remove(key)
            isWorked.insert(key)
            continuation.resume(returning: key)
            return
        }
        waiting.append(key)
    }

    private func dismiss(_ worker: UInt64) {
        workers.removeValue(forKey: worker)?.resume(returning: nil)
    }
}
