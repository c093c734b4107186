public import Cluster
import Kubernetes
public import Logging

/// Runs one reconciler: informers feed its work queue, workers drain it.
public struct Controller: Sendable {
    private let reconciler: any Reconciler
    private let cluster: any Cluster
    private let workers: Int
    private let queue: WorkQueue<ObjectKey>
    private let metrics: ControllerMetrics
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// Wires a reconciler to a cluster.
    public init(
        _ reconciler: any Reconciler, in cluster: any Cluster, workers: Int = 1, metrics: ControllerMetrics,
        clock: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) {
        self.reconciler = reconciler
        self.cluster = cluster
        self.workers = workers
        self.queue = WorkQueue(clock: clock)
        self.metrics = metrics
        self.clock = clock
        self.logger = logger
    }

    /// Works until the task is cancelled; a key in work is finished first.
    public func run() async {
        await withTaskGroup { group in
            for source in reconciler.sources {
                let informer = Informer(source.type, in: cluster, clock: clock, logger: logger)
                group.addTask {
                    await informer.run { change in
                        for key in source.keys(change.object) { await queue.add(key) }
                    }
                }
            }
            if let signals = reconciler.signals {
                group.addTask { for await key in signals { await queue.add(key) } }
            }
            for _ in 0..<workers { group.addTask { await work() } }
        }
        // Keys that wait for their back-off would otherwise keep their timers.
        await queue.shutDown()
    }

    private func work() async {
        while let key = await queue.next() {
            let started = ContinuousClock.now
            do {
                let result = try await reconciler.reconcile(key)
                await queue.forget(key)
                if case .again(let delay) = result { await queue.add(key, after: delay) }
                metrics.record(reconciler.name, .success, seconds: (ContinuousClock.now - started).seconds)
            } catch {
                // What a cancelled task asked of the cluster failed because of that.
                if error is CancellationError || Task.isCancelled {
                    await queue.done(key)
                    return
                }
                // A conflict says that the object changed meanwhile; the next look sees the new state.
                if (error as? StatusError)?.reason != "Conflict" {
                    logger.error("\(reconciler.name) \(key): \(error)")
                }
                metrics.record(reconciler.name, .error, seconds: (ContinuousClock.now - started).seconds)
                await queue.addRateLimited(key)
            }
            await queue.done(key)
        }
    }
}

extension Duration {
    /// The duration in seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
