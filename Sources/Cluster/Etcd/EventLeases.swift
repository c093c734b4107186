import Synchronization

/// The leases by which events go after their time.
///
/// A lease is expensive for etcd, so events that are written within a minute share one, as kube-apiserver has it.
final class EventLeases: Sendable {
    /// kube-apiserver's `--event-ttl`.
    private static let timeToLive: Int64 = 3600
    /// So long a lease is given to further events, which live that much longer.
    private static let sharing: Int64 = 60

    private struct Lease {
        var id: Int64
        var lastUse: ContinuousClock.Instant
    }

    private let client: EtcdClient
    private let current = Mutex<Lease?>(nil)

    init(_ client: EtcdClient) { self.client = client }

    /// A lease that lasts for an hour at least.
    func lease() async throws(EtcdError) -> Int64 {
        let now = ContinuousClock.now
        if let lease = current.withLock({ $0 }), now < lease.lastUse { return lease.id }
        let id = try await client.grantLease(seconds: Self.timeToLive + Self.sharing)
        current.withLock { $0 = Lease(id: id, lastUse: now + .seconds(Self.sharing)) }
        return id
    }

    /// Gives up a lease that etcd does not know any more.
    func forget(_ id: Int64) { current.withLock { if $0?.id == id { $0 = nil } } }
}
