import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Logging
import SharedValues
import Synchronization
import Testing

@testable import Controllers

@Suite("Leader election", .timeLimit(.minutes(15)))
struct LeaderElectionTests {
    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func makeCluster() async throws -> EmbeddedCluster {
        try await EmbeddedCluster(EmbeddedCluster.Configuration(stateDirectory: nil), logger: Self.quiet)
    }

    private func holder(
        _ name: String, in cluster: any Cluster, clock: ManualClock, wallClock: Int64 = 0
    ) -> LeaseHolder {
        LeaseHolder(
            cluster, namespace: "default", name: "lead", identity: name, seconds: 15,
            time: clock.stopwatch(),
            now: { Timestamp(seconds: wallClock + clock.now.offset.components.seconds) })
    }

    private func spec(_ cluster: EmbeddedCluster) async throws -> JSON? {
        try await cluster.get(LeaderElection.leases, namespace: "default", name: "lead")["spec"]
    }

    @Test(
        "a lease counts as long as it changes, whatever the clocks of the two say",
        arguments: [0, 1_000_000_000, 4_000_000_000])
    func skew(otherWallClock: Int64) async throws {
        let (cluster, clock) = (try await makeCluster(), ManualClock())
        let first = holder("a", in: cluster, clock: clock, wallClock: 2_000_000_000)
        let second = holder("b", in: cluster, clock: clock, wallClock: otherWallClock)
        #expect(await first.attempt() == .held)
        for _ in 0..<5 {
            clock.advance(by: .seconds(14))
            #expect(await second.attempt() == .heldByOther)
            #expect(await first.attempt() == .held)
        }
        // The first falls silent; the second counts from the change that it saw last.
        #expect(await second.attempt() == .heldByOther)
        clock.advance(by: .milliseconds(14_900))
        #expect(await second.attempt() == .heldByOther)
        clock.advance(by: .milliseconds(200))
        #expect(await second.attempt() == .held)
        #expect(await first.attempt() == .heldByOther)
        let spec = try #require(try await spec(cluster))
        #expect(spec["holderIdentity"]?.string == "b")
        #expect(spec["leaseTransitions"]?.int == 1)
        #expect(spec["leaseDurationSeconds"]?.int == 15)
        let renewed = Timestamp(seconds: otherWallClock + clock.now.offset.components.seconds)
        #expect(spec["renewTime"]?.string == renewed.microText)
    }

    @Test("a lease that is given back is free at once")
    func release() async throws {
        let (cluster, clock) = (try await makeCluster(), ManualClock())
        let (first, second) = (holder("a", in: cluster, clock: clock), holder("b", in: cluster, clock: clock))
        #expect(await first.attempt() == .held)
        #expect(await second.attempt() == .heldByOther)
        await second.release()
        #expect(try await spec(cluster)?["holderIdentity"]?.string == "a")
        await first.release()
        #expect(try await spec(cluster)?["holderIdentity"]?.string == "")
        #expect(await second.attempt() == .held)
    }

    @Test(
        "a lease that others have written nonsense into is bounded",
        arguments: [
            ["holderIdentity": "x", "leaseDurationSeconds": 2_147_483_647],
            ["holderIdentity": "x", "leaseTransitions": 2_147_483_647],
            ["holderIdentity": "x"], [:],
        ] as [JSON])
    func nonsense(spec: JSON) async throws {
        let (cluster, clock) = (try await makeCluster(), ManualClock())
        var lease = Object(kind: LeaderElection.leases.kind, name: "lead", namespace: "default")
        lease["spec"] = spec
        _ = try await cluster.create(
            LeaderElection.leases, namespace: "default", lease, options: WriteOptions())
        let candidate = holder("a", in: cluster, clock: clock)
        #expect(await candidate.attempt() == (spec["holderIdentity"] == nil ? .held : .heldByOther))
        clock.advance(by: .seconds(86_401))
        #expect(await candidate.attempt() == .held)
    }

    @Test("a leader whose cluster is out of reach stops before another can begin")
    func losesTouch() async throws {
        let (cluster, clock) = (Moody(try await makeCluster()), ManualClock())
        let election = LeaderElection(
            cluster, namespace: "default", name: "lead", identity: "a", clock: clock, logger: Self.quiet)
        let led = Shared<[Duration]>([])
        await withTaskGroup { group in
            group.addTask {
                await election.run {
                    led.withLock { $0.append(clock.now.offset) }
                    cluster.isAway.withLock { $0 = true }
                    while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(1)) }
                    led.withLock { $0.append(clock.now.offset) }
                }
            }
            while led.withLock({ $0.count }) < 2, !Task.isCancelled {
                clock.advance(by: .milliseconds(100))
                try? await Task.sleep(for: .milliseconds(1))
            }
            group.cancelAll()
        }
        let times = led.withLock { $0 }
        #expect(times[1] - times[0] <= .seconds(15))
        #expect(times[1] - times[0] >= .seconds(8))
    }

    @Test("work that does not end when the lease is lost is told of")
    func overdue() async throws {
        let (cluster, clock) = (Moody(try await makeCluster()), ManualClock())
        let election = LeaderElection(
            cluster, namespace: "default", name: "lead", identity: "a", clock: clock, logger: Self.quiet)
        let isOverdue = Shared(false)
        await withTaskGroup { group in
            group.addTask {
                await election.run {
                    isOverdue.withLock { $0 = true }
                } _: {
                    cluster.isAway.withLock { $0 = true }
                    // Deaf to cancellation.
                    while !isOverdue.withLock({ $0 }) { await Task.yield() }
                }
            }
            while !isOverdue.withLock({ $0 }), !Task.isCancelled {
                clock.advance(by: .milliseconds(100))
                try? await Task.sleep(for: .milliseconds(1))
            }
            group.cancelAll()
        }
        #expect(isOverdue.withLock { $0 })
    }
}

/// A cluster that can be out of reach: writes then fail after a while on nobody's clock.
private final class Moody: Cluster {
    let isAway = Mutex(false)
    private let cluster: EmbeddedCluster

    init(_ cluster: EmbeddedCluster) { self.cluster = cluster }

    private func reach() throws(StatusError) {
        if isAway.withLock({ $0 }) {
            throw StatusError(code: 503, reason: "ServiceUnavailable", message: "away")
        }
    }

    func get(_ type: ResourceType, namespace: String?, name: String) async throws(StatusError) -> Object {
        try reach()
        return try await cluster.get(type, namespace: namespace, name: name)
    }

    func list(
        _ type: ResourceType, namespace: String?, options: ListOptions
    ) async throws(StatusError) -> ObjectList {
        try await cluster.list(type, namespace: namespace, options: options)
    }

    func watch(
        _ type: ResourceType, namespace: String?, options: WatchOptions
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error> {
        try await cluster.watch(type, namespace: namespace, options: options)
    }

    func create(
        _ type: ResourceType, namespace: String?, _ object: Object, options: WriteOptions
    ) async throws(StatusError) -> Object {
        try reach()
        return try await cluster.create(type, namespace: namespace, object, options: options)
    }

    func update(
        _ type: ResourceType, namespace: String?, _ object: Object, subresource: String?,
        options: WriteOptions
    ) async throws(StatusError) -> Object {
        try reach()
        return try await cluster.update(
            type, namespace: namespace, object, subresource: subresource, options: options)
    }

    func patch(
        _ type: ResourceType, namespace: String?, name: String, _ patch: Patch, subresource: String?,
        options: WriteOptions
    ) async throws(StatusError) -> Object {
        try await cluster.patch(
            type, namespace: namespace, name: name, patch, subresource: subresource, options: options)
    }

    func delete(
        _ type: ResourceType, namespace: String?, name: String, options: DeleteOptions
    ) async throws(StatusError) -> Object? {
        try await cluster.delete(type, namespace: namespace, name: name, options: options)
    }
}
