import Bytes
import Cluster
import Kubernetes
import Logging
import SharedValues
import Testing

@testable import Controllers
@testable import EmbeddedCluster

/// Two processes over one store, as far as one process can be two: each has its own cluster.
@Suite("Leadership", .timeLimit(.minutes(5)))
struct LeadershipTests {
    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private static let namespaces = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "Namespace"), plural: "namespaces", scope: .cluster)

    private let log = Shared<[String]>([])

    private func leadership(_ name: String, _ cluster: EmbeddedCluster) -> Leadership {
        var timing = LeaderElection.Timing()
        timing.retryPeriod = .milliseconds(20)
        return .elected(
            Leadership.Candidate(
                in: cluster, namespace: "kube-system", identity: name, timing: timing, logger: Self.quiet))
    }

    private func stand(_ name: String, _ cluster: EmbeddedCluster) -> Task<Void, Never> {
        let (log, leadership) = (log, leadership(name, cluster))
        return Task {
            await leadership.run("loops") {
                log.withLock { $0.append("\(name) begins") }
                await cluster.runForAll()
                log.withLock { $0.append("\(name) ends") }
            }
        }
    }

    private func eventually(_ isTrue: () async -> Bool) async -> Bool {
        for _ in 0..<2000 {
            if await isTrue() { return true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    /// Makes a namespace and deletes it, which only the loops can finish.
    private func end(_ name: String, in cluster: EmbeddedCluster) async throws {
        _ = try await cluster.create(
            Self.namespaces, namespace: nil, Object(kind: Self.namespaces.kind, name: name),
            options: WriteOptions())
        _ = try await cluster.delete(
            Self.namespaces, namespace: nil, name: name, options: DeleteOptions())
    }

    private func isGone(_ name: String, from cluster: EmbeddedCluster) async -> Bool {
        let found = try? await cluster.get(Self.namespaces, namespace: nil, name: name)
        return found == nil
    }

    @Test("of two processes over one store one runs the loops; the other begins when it leaves")
    func succession() async throws {
        let store = try await LocalStore.open { () throws(StorageError) -> any Storage in MemoryStorage() }
        let one = try await EmbeddedCluster(.init(sharing: store), logger: Self.quiet)
        let two = try await EmbeddedCluster(.init(sharing: store), logger: Self.quiet)

        let first = stand("one", one)
        let hasBegun = await eventually { log.withLock { $0 } == ["one begins"] }
        #expect(hasBegun)
        let second = stand("two", two)
        try await end("a", in: two)
        let isFirstGone = await eventually { await isGone("a", from: two) }
        #expect(isFirstGone)
        #expect(log.withLock { $0 } == ["one begins"])

        first.cancel()
        await first.value
        let hasChanged = await eventually {
            log.withLock { $0 } == ["one begins", "one ends", "two begins"]
        }
        #expect(hasChanged)
        try await end("b", in: one)
        let isSecondGone = await eventually { await isGone("b", from: one) }
        #expect(isSecondGone)

        second.cancel()
        await second.value
        #expect(log.withLock { $0.last } == "two ends")
        // Nobody leads any more, so what only the loops finish stays.
        try await end("c", in: one)
        try await Task.sleep(for: .milliseconds(100))
        let left = try await one.get(Self.namespaces, namespace: nil, name: "c")
        #expect(left["status"]?["phase"] == "Terminating")
        await one.shutdown()
    }

    @Test("a process that has the cluster to itself works at once, without a Lease")
    func alone() async throws {
        let cluster = try await EmbeddedCluster(.init(stateDirectory: nil), logger: Self.quiet)
        let log = log
        await Leadership.alone.run("loops") { log.withLock { $0.append("works") } }
        #expect(log.withLock { $0 } == ["works"])
        let leases = try await cluster.list(LeaderElection.leases, namespace: nil, options: ListOptions())
        #expect(leases.items.isEmpty)
        await cluster.shutdown()
    }
}
