import Bytes
import Cluster
import Kubernetes

/// One candidate's view of a Lease: takes it, renews it, gives it back.
actor LeaseHolder {
    /// How a try ended.
    enum Outcome: Sendable, Equatable {
        case held
        case heldByOther
        /// Somebody else wrote at the same time; the next look shows who and what.
        case contested
        case failed(String)
    }

    /// The lease, for messages.
    nonisolated let description: String

    private let cluster: any Cluster
    private let namespace: String
    private let name: String
    private let identity: String
    private let seconds: Int64
    private let time: @Sendable () -> Duration
    private let now: @Sendable () -> Timestamp

    /// What the lease said when it was last seen to change, and when that was.
    private var observed: (spec: JSON?, at: Duration)?

    init(
        _ cluster: any Cluster, namespace: String, name: String, identity: String, seconds: Int64,
        time: @escaping @Sendable () -> Duration, now: @escaping @Sendable () -> Timestamp
    ) {
        self.cluster = cluster
        self.namespace = namespace
        self.name = name
        self.identity = identity
        self.seconds = seconds
        self.time = time
        self.now = now
        description = "lease \(namespace)/\(name)"
    }

    /// Takes or renews the lease, if nobody else holds it.
    func attempt() async -> Outcome {
        do throws(StatusError) {
            guard let lease = try await read() else {
                var fresh = Object(kind: LeaderElection.leases.kind, name: name, namespace: namespace)
                fresh["spec"] = spec(after: nil)
                observe(
                    try await cluster.create(
                        LeaderElection.leases, namespace: namespace, fresh, options: WriteOptions()))
                return .held
            }
            observe(lease)
            if isHeldByOther(lease) { return .heldByOther }
            var taken = lease
            taken["spec"] = spec(after: lease["spec"])
            observe(try await write(taken))
            return .held
        } catch {
            if error.reason == "Conflict" || error.reason == "AlreadyExists" { return .contested }
            return .failed("\(description): \(error)")
        }
    }

    /// Gives the lease back, so that the next leader need not wait.
    func release() async {
        do throws(StatusError) {
            guard var lease = try await read(), lease["spec"]?["holderIdentity"]?.string == identity else {
                return
            }
            var spec = lease["spec"] ?? [:]
            spec["holderIdentity"] = ""
            spec["leaseDurationSeconds"] = 1
            spec["renewTime"] = .string(now().microText)
            spec["acquireTime"] = spec["renewTime"]
            lease["spec"] = spec
            observe(try await write(lease))
        } catch {
            // Whoever comes next waits for the lease's end, as after a crash.
        }
    }

    private func read() async throws(StatusError) -> Object? {
        try await cluster.find(LeaderElection.leases, namespace: namespace, name: name)
    }

    /// Fails with a conflict when the lease changed since it was read.
    private func write(_ lease: Object) async throws(StatusError) -> Object {
        try await cluster.update(
            LeaderElection.leases, namespace: namespace, lease, subresource: nil, options: WriteOptions())
    }

    private func observe(_ lease: Object) {
        guard observed == nil || observed?.spec != lease["spec"] else { return }
        observed = (lease["spec"], time())
    }

    private func isHeldByOther(_ lease: Object) -> Bool {
        let spec = lease["spec"]
        guard let other = spec?["holderIdentity"]?.string, !other.isEmpty, other != identity else {
            return false
        }
        // The holder's own promise counts; a foreign number is kept within a day.
        let promised = min(max(Int64(spec?["leaseDurationSeconds"]?.int ?? 0), 0), 86_400)
        guard let observed else { return true }
        return time() < observed.at + .seconds(promised > 0 ? promised : seconds)
    }

    private func spec(after old: JSON?) -> JSON {
        var spec = old ?? [:]
        let time = JSON.string(now().microText)
        if old?["holderIdentity"]?.string != identity {
            spec["acquireTime"] = time
            let transitions = old?["leaseTransitions"]?.int ?? 0
            spec["leaseTransitions"] = .int(Int64(old == nil ? 0 : min(transitions, 1 << 30) + 1))
        }
        spec["holderIdentity"] = .string(identity)
        spec["leaseDurationSeconds"] = .int(seconds)
        spec["renewTime"] = time
        return spec
    }
}
