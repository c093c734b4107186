public import Cluster
public import Kubernetes
public import Logging

/// Lets one of several processes work at a time, by a coordination.k8s.io/v1 Lease.
///
/// No clock but the process's own is trusted: whether another leader is still alive is told by whether its lease
/// *changes* within the lease's time as measured here, never by the times that are written in it.
public struct LeaderElection: Sendable {
    /// The three figures of an election; kube-controller-manager's unless told otherwise.
    public struct Timing: Sendable {
        /// How long a lease that does not change keeps others waiting.
        public var leaseDuration = Duration.seconds(15)
        /// How long a leader tries to renew before it gives up; shorter, so that it ends before another begins.
        public var renewDeadline = Duration.seconds(10)
        /// How long to wait between two tries.
        public var retryPeriod = Duration.seconds(2)

        /// 15 s, 10 s and 2 s.
        public init() {}
    }

    /// The type of leases.
    public static let leases = ResourceType(
        kind: GroupVersionKind(group: "coordination.k8s.io", version: "v1", kind: "Lease"), plural: "leases")

    private let holder: LeaseHolder
    private let timing: Timing
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// Prepares to stand for election.
    ///
    /// - Parameters:
    ///   - identity: what no other candidate calls itself.
    ///   - now: the time of day, which is written into the lease and never compared.
    public init(
        _ cluster: any Cluster, namespace: String, name: String, identity: String, timing: Timing = Timing(),
        clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Timestamp = Timestamp.now,
        logger: Logger
    ) {
        holder = LeaseHolder(
            cluster, namespace: namespace, name: name, identity: identity,
            seconds: max(1, timing.leaseDuration.components.seconds), time: clock.stopwatch(), now: now)
        self.timing = timing
        self.clock = clock
        self.logger = logger
    }

    /// Stands for election until the task is cancelled; leads whenever elected, and releases the lease in the end.
    ///
    /// - Parameters:
    ///   - onOverdue: called when `lead` has not ended though another may lead by now; ending the process is the
    ///     only safe answer.
    ///   - lead: the work; its task is cancelled when the lease is lost.
    public func run(
        onOverdue: @escaping @Sendable () -> Void = {}, _ lead: @escaping @Sendable () async -> Void
    ) async {
        while !Task.isCancelled {
            guard await acquire() else { continue }
            logger.notice("leading by \(holder.description)")
            await self.lead(onOverdue: onOverdue, lead)
            // The task may be cancelled, and a request of a cancelled task is never sent; this one must be.
            await Task { await holder.release() }.value
            if !Task.isCancelled { logger.error("no longer leading by \(holder.description)") }
        }
    }

    /// One try, and a wait unless it went well.
    private func acquire() async -> Bool {
        let outcome = await attempt(within: timing.renewDeadline)
        if outcome == .held { return true }
        if case .failed(let why) = outcome, !Task.isCancelled { logger.warning("\(why)") }
        // Candidates that started together must not ask together.
        try? await clock.sleep(for: timing.retryPeriod * Double.random(in: 1...2.2))
        return false
    }

    private func lead(
        onOverdue: @escaping @Sendable () -> Void, _ work: @escaping @Sendable () async -> Void
    ) async {
        let grace = timing.leaseDuration - timing.renewDeadline
        let clock = clock
        await withTaskGroup { group in
            group.addTask { await work() }
            group.addTask { await keep() }
            await group.next()
            group.cancelAll()
            await withTaskGroup { watchdog in
                // Not cancelled with the group: it counts how long the work goes on after its cancellation.
                watchdog.addTask {
                    if (try? await clock.sleep(for: grace)) != nil { onOverdue() }
                }
                await group.waitForAll()
                watchdog.cancelAll()
            }
        }
    }

    /// Renews until the lease is lost or the task is cancelled.
    private func keep() async {
        let time = clock.stopwatch()
        var renewed = time()
        while !Task.isCancelled {
            guard (try? await clock.sleep(for: timing.retryPeriod)) != nil else { return }
            let begun = time()
            let left = renewed + timing.renewDeadline - begun
            guard left > .zero else { return }
            switch await attempt(within: left) {
            // Counted from before the request: that is when others may have begun to count at the earliest.
            case .held: renewed = begun
            case .heldByOther: return
            case .contested: break
            case .failed(let why): if !Task.isCancelled { logger.warning("\(why)") }
            }
        }
    }

    private func attempt(within time: Duration) async -> LeaseHolder.Outcome {
        let clock = clock
        return await withTaskGroup(of: LeaseHolder.Outcome.self) { group in
            defer { group.cancelAll() }
            group.addTask { await holder.attempt() }
            group.addTask {
                try? await clock.sleep(for: time)
                return .failed("\(holder.description) could not be renewed within \(time)")
            }
            return await group.next() ?? .failed("cancelled")
        }
    }
}
