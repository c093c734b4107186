public import Cluster
public import Logging

/// Who runs the loops of which a cluster needs exactly one: this process, or one of several that share the cluster.
public enum Leadership: Sendable {
    /// This process has the cluster to itself.
    case alone
    /// Whoever holds a Lease in a namespace; each piece of work has a Lease of its own.
    case elected(Candidate)

    /// One of several processes that stand for election.
    public struct Candidate: Sendable {
        private let cluster: any Cluster
        private let namespace: String
        private let identity: String
        private let timing: LeaderElection.Timing
        private let logger: Logger

        /// - Parameter identity: what no other candidate calls itself.
        public init(
            in cluster: any Cluster, namespace: String, identity: String,
            timing: LeaderElection.Timing = LeaderElection.Timing(), logger: Logger
        ) {
            self.cluster = cluster
            self.namespace = namespace
            self.identity = identity
            self.timing = timing
            self.logger = logger
        }

        func election(_ name: String) -> LeaderElection {
            LeaderElection(
                cluster, namespace: namespace, name: name, identity: identity, timing: timing, logger: logger)
        }
    }

    /// Lets work run for as long as it is this process's, until the task is cancelled.
    ///
    /// - Parameters:
    ///   - lease: the name of the work's Lease.
    ///   - onOverdue: called when the work has not ended though another process may have begun it.
    public func run(
        _ lease: String, onOverdue: @escaping @Sendable () -> Void = {},
        _ work: @escaping @Sendable () async -> Void
    ) async {
        switch self {
        case .alone: await work()
        case .elected(let candidate): await candidate.election(lease).run(onOverdue: onOverdue, work)
        }
    }
}
