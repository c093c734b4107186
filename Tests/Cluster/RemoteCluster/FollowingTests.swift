import Bytes
import Cluster
import Controllers
import EmbeddedCluster
import Kubernetes
import RemoteCluster
import SharedValues
import Synchronization
import Testing

@Suite("Informers, controllers and elections, whichever way the cluster is reached", .timeLimit(.minutes(15)))
struct FollowingTests {
    private static let quick = Backoff(base: .milliseconds(2), ceiling: .milliseconds(20), jitter: 0.5)

    private static func configMap(_ name: String, _ value: Int) -> Object {
        var object = Object(kind: configMaps.kind, name: name, namespace: "default")
        object["data"] = ["value": .string(String(value))]
        return object
    }

    /// Creates, changes, deletes and recreates objects in a fixed order.
    private static func write(_ count: Int, into cluster: EmbeddedCluster) async throws {
        for step in 0..<count {
            let name = "m\(step * 7 % 23)"
            let known = try await cluster.find(configMaps, namespace: "default", name: name)
            switch (known, step % 5) {
            case (nil, _):
                _ = try await cluster.create(
                    configMaps, namespace: "default", configMap(name, step), options: WriteOptions())
            case (_?, 0), (_?, 1):
                _ = try await cluster.delete(
                    configMaps, namespace: "default", name: name, options: DeleteOptions())
            case (_?, _):
                _ = try await cluster.update(
                    configMaps, namespace: "default", configMap(name, step), subresource: nil,
                    options: WriteOptions())
            }
            if step % 10 == 0 { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    @Test(
        "an informer tells each change once and ends with what the cluster has",
        arguments: Way.allCases, [true, false])
    func informer(_ way: Way, streamsLists: Bool) async throws {
        try await way.run { cluster, embedded in
            try await Self.write(20, into: embedded)
            let ledger = Ledger()
            let informer = Informer(
                configMaps, in: cluster, namespace: "default", streamsLists: streamsLists,
                backoff: Self.quick, logger: quiet)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await informer.run { ledger.note($0) } }
                defer { group.cancelAll() }
                try await Self.write(400, into: embedded)
                // Fences: when it has been told of them, it has been told of all before.
                for fence in ["fence-1", "fence-2"] {
                    _ = try await embedded.create(
                        configMaps, namespace: "default", Self.configMap(fence, 0), options: WriteOptions())
                }
                while !ledger.knows("fence-2") { try await Task.sleep(for: .milliseconds(5)) }
            }
            let list = try await embedded.list(configMaps, namespace: "default", options: ListOptions())
            let stored = Dictionary(uniqueKeysWithValues: list.items.map { ($0.name, $0.resourceVersion) })
            #expect(ledger.problems == [])
            #expect(ledger.versions == stored)
        }
    }

    @Test("an informer goes on when the server was away", arguments: [true, false])
    func restart(isOldHistoryGone: Bool) async throws {
        let served = try await ServedCluster(historyLimit: isOldHistoryGone ? 100 : 10_000)
        let port = Shared(0)
        try await served.serve { bound in port.withLock { $0 = bound } }
        let bound = port.withLock { $0 }
        let ledger = Ledger()
        try await RemoteCluster.with(served.access(port: bound)) { remote in
            let informer = Informer(
                configMaps, in: remote, namespace: "default", backoff: Self.quick, logger: quiet)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await informer.run { ledger.note($0) } }
                defer { group.cancelAll() }
                for round in 1...3 {
                    // The server is away while this is written.
                    try await Self.write(130, into: served.cluster)
                    _ = try await served.cluster.create(
                        configMaps, namespace: "default", Self.configMap("fence-\(round)", 0),
                        options: WriteOptions())
                    try await served.serve(port: bound) { _ in
                        while !ledger.knows("fence-\(round)") { try await Task.sleep(for: .milliseconds(5)) }
                    }
                }
            }
        }
        let list = try await served.cluster.list(configMaps, namespace: "default", options: ListOptions())
        let stored = Dictionary(uniqueKeysWithValues: list.items.map { ($0.name, $0.resourceVersion) })
        #expect(ledger.problems == [])
        #expect(ledger.versions == stored)
        await served.cluster.shutdown()
    }

    @Test("a controller brings the cluster to what is asked for", arguments: Way.allCases)
    func controller(_ way: Way) async throws {
        try await way.run { cluster, embedded in
            let controller = Controller(
                Doubler(cluster: cluster), in: cluster, workers: 2, metrics: ControllerMetrics(),
                logger: quiet)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await controller.run() }
                defer { group.cancelAll() }
                for value in 0..<40 {
                    var object = Self.configMap("source-\(value)", value)
                    object.labels = ["role": "source"]
                    _ = try await embedded.create(
                        configMaps, namespace: "default", object, options: WriteOptions())
                }
                while true {
                    let results = try await embedded.list(
                        configMaps, namespace: "default", options: ListOptions(labelSelector: "role=result"))
                    if results.items.count == 40 {
                        for result in results.items {
                            let value = result["data"]?["value"]?.string.flatMap { Int($0) } ?? -1
                            #expect(result.name == "result-source-\(value / 2)")
                        }
                        break
                    }
                    try await Task.sleep(for: .milliseconds(10))
                }
            }
        }
    }

    @Test("of three candidates one leads at a time, and another when it stops", arguments: Way.allCases)
    func election(_ way: Way) async throws {
        try await way.run { cluster, _ in
            var timing = LeaderElection.Timing()
            timing.leaseDuration = .seconds(2)
            timing.renewDeadline = .milliseconds(1500)
            timing.retryPeriod = .milliseconds(20)
            let leaders = Shared<(now: Int, most: Int, all: [String])>((0, 0, []))
            await withTaskGroup { group in
                for name in ["a", "b", "c"] {
                    let election = LeaderElection(
                        cluster, namespace: "default", name: "lead", identity: name, timing: timing,
                        logger: quiet)
                    group.addTask {
                        // Whoever has led leaves: the next one must take over at once and not after the lease.
                        await withTaskGroup { inner in
                            inner.addTask {
                                await election.run {
                                    leaders.withLock {
                                        $0.now += 1
                                        $0.most = max($0.most, $0.now)
                                        $0.all.append(name)
                                    }
                                    try? await Task.sleep(for: .milliseconds(60))
                                    leaders.withLock { $0.now -= 1 }
                                }
                            }
                            inner.addTask {
                                while !leaders.withLock({ $0.all.contains(name) }) {
                                    try? await Task.sleep(for: .milliseconds(5))
                                }
                                try? await Task.sleep(for: .milliseconds(30))
                            }
                            await inner.next()
                            inner.cancelAll()
                        }
                    }
                }
            }
            #expect(leaders.withLock { $0.most } == 1)
            #expect(leaders.withLock { Set($0.all) } == ["a", "b", "c"])
            let lease = try await cluster.get(LeaderElection.leases, namespace: "default", name: "lead")
            #expect(lease["spec"]?["holderIdentity"]?.string == "")
        }
    }
}

/// What an informer has told, and whether it makes sense.
private final class Ledger: Sendable {
    private struct Book {
        var known: [String: Object] = [:]
        var problems: [String] = []
    }

    private let book = Mutex(Book())

    var problems: [String] { book.withLock { $0.problems } }
    var versions: [String: String] { book.withLock { $0.known.mapValues(\.resourceVersion) } }
    func knows(_ name: String) -> Bool { book.withLock { $0.known[name] != nil } }

    func note(_ change: Informer.Change) {
        book.withLock { book in
            let object = change.object
            let known = book.known[object.name]
            switch change {
            case .added:
                if known != nil { book.problems.append("\(object.name) was added twice") }
                book.known[object.name] = object
            case .updated(let old, let new):
                if known != old { book.problems.append("\(object.name) was updated from another state") }
                if old.resourceVersion == new.resourceVersion || old.uid != new.uid {
                    book.problems.append("\(object.name) was updated to itself or to another object")
                }
                book.known[object.name] = object
            case .deleted:
                if known == nil { book.problems.append("\(object.name) was deleted without being there") }
                book.known[object.name] = nil
            case .resynced: break
            }
        }
    }
}

/// Makes of each `source` a `result` with twice its value.
private struct Doubler: Reconciler {
    let name = "doubler"
    let cluster: any Cluster

    var sources: [ReconcileSource] { [.primary(configMaps)] }

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        guard let source = try await cluster.find(configMaps, namespace: key.namespace, name: key.name),
            source.labels["role"] == "source"
        else { return .done }
        let value = source["data"]?["value"]?.string.flatMap { Int($0) } ?? 0
        var result = Object(kind: configMaps.kind, name: "result-\(key.name)", namespace: key.namespace)
        result.labels = ["role": "result"]
        result["data"] = ["value": .string(String(value * 2))]
        _ = try await cluster.createIfAbsent(configMaps, result)
        return .done
    }
}
