import Bytes
import Cluster
import EmbeddedCluster
import Etcd
import Glibc
import Kubernetes
import Synchronization
import Testing

@Suite("When members fail", .needsEtcd, .serialized)
struct MemberLossTests {
    /// What writers were told, and what a watch has seen.
    private final class Journal: Sendable {
        struct State {
            var acknowledged: [String: Int64] = [:]
            var deleted: Set<String> = []
            var unknown: Set<String> = []
            var refusals = 0
            var versions: Set<Int64> = []
            var reused: [Int64] = []
            var isOver = false
            /// The version at which a watch has seen everything.
            var last: Int64?
        }
        let state = Mutex(State())

        func acknowledge(_ name: String, _ version: Int64) {
            state.withLock { state in
                state.acknowledged[name] = version
                if !state.versions.insert(version).inserted { state.reused.append(version) }
            }
        }
    }

    private func write(_ writer: Int, _ cluster: EmbeddedCluster, _ journal: Journal) async {
        for index in 0..<1_000_000 where !journal.state.withLock({ $0.isOver }) {
            let name = "w\(writer)-\(index)"
            do {
                let made = try await cluster.rawCreate(configMaps, namespace: "default", configMap(name))
                journal.acknowledge(name, made.object.resourceVersion)
                let changed = try await cluster.rawPatch(
                    configMaps, namespace: "default", name: name, .merge(["data": ["more": "y"]]))
                journal.acknowledge(name, changed.object.resourceVersion)
                guard index % 5 == 4 else { continue }
                let old = "w\(writer)-\(index - 2)"
                journal.state.withLock { _ = $0.unknown.insert(old) }
                _ = try await cluster.rawDelete(configMaps, namespace: "default", name: old)
                journal.state.withLock { state in
                    state.unknown.remove(old)
                    state.deleted.insert(old)
                }
            } catch {
                // An unanswered write may have been carried out.
                journal.state.withLock { state in
                    if state.acknowledged[name] == nil { state.unknown.insert(name) }
                    state.refusals += 1
                }
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    /// Follows one watch and keeps the state that its events tell.
    private func follow(
        _ cluster: EmbeddedCluster, from version: String, until last: @escaping @Sendable () -> Int64?
    ) async throws -> (state: [String: Int64], problems: [String]) {
        let watch = try await cluster.rawWatch(
            configMaps, namespace: nil, options: WatchOptions(resourceVersion: version, allowBookmarks: true))
        var state: [String: Int64] = [:]
        var problems: [String] = []
        var highest: Int64 = 0
        while let batch = try await watch.next() {
            for event in batch {
                let version = event.object.resourceVersion
                if event.kind == .bookmark {
                    if let last = last(), version >= last { return (state, problems) }
                    continue
                }
                if version <= highest { problems.append("version \(version) after \(highest)") }
                highest = version
                let name = Object(event.object.json).name
                switch event.kind {
                case .added where state[name] != nil: problems.append("\(name) was added twice")
                case .modified where state[name] == nil:
                    problems.append("\(name) was changed before it was added")
                case .deleted where state[name] == nil:
                    problems.append("\(name) was deleted before it was added")
                default: break
                }
                state[name] = event.kind == .deleted ? nil : version
            }
        }
        return (state, problems)
    }

    @Test("the leader's death under load loses no acknowledged write, reuses no version, breaks no watch")
    func leaderLoss() async throws {
        try await EtcdServers.run(members: 3) { servers in
            try await withReplica(servers.configuration) { one in
                try await withReplica(servers.configuration) { two in
                    try await self.lose(servers, one, two)
                }
            }
        }
    }

    private func lose(_ servers: EtcdServers, _ one: EmbeddedCluster, _ two: EmbeddedCluster) async throws {
        let journal = Journal()
        let begin = one.resourceVersion
        async let seenByOne = follow(one, from: begin) { journal.state.withLock { $0.last } }
        async let seenByTwo = follow(two, from: begin) { journal.state.withLock { $0.last } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask { await self.write(writer, writer % 2 == 0 ? one : two, journal) }
            }
            for _ in 0..<2 {
                try await Task.sleep(for: .milliseconds(700))
                let leader = try servers.leader()
                servers.signal(leader, SIGKILL)
                // Writers must get through while one member is away.
                let before = journal.state.withLock { $0.versions.count }
                let goesOn = await eventually { journal.state.withLock { $0.versions.count } > before + 50 }
                #expect(goesOn, "no writes after the leader's death")
                try servers.start(leader)
                try await Task.sleep(for: .milliseconds(500))
            }
            journal.state.withLock { $0.isOver = true }
            try await group.waitForAll()
        }
        try await one.catchUp()
        try await two.catchUp()
        journal.state.withLock { $0.last = Int64(one.resourceVersion) }
        one.sendBookmarks()
        two.sendBookmarks()
        let outcome = journal.state.withLock { $0 }
        #expect(outcome.reused.isEmpty)
        #expect(!outcome.acknowledged.isEmpty)
        for cluster in [one, two] {
            let list = try await cluster.rawList(configMaps, namespace: "default", options: ListOptions())
            let present = Dictionary(
                uniqueKeysWithValues: list.objects.map { (Object($0.json).name, $0.resourceVersion) })
            for (name, version) in outcome.acknowledged where !outcome.unknown.contains(name) {
                if outcome.deleted.contains(name) {
                    #expect(present[name] == nil, "\(name) has come back")
                } else {
                    #expect(present[name] ?? 0 >= version, "\(name)@\(version) is lost")
                }
            }
            for (state, problems) in [try await seenByOne, try await seenByTwo] {
                #expect(problems.isEmpty)
                #expect(state == present, "the watch tells another state than the list")
            }
        }
    }

    @Test("without a quorum a write is refused with 5xx, old versions are served, and all recovers")
    func quorumLoss() async throws {
        try await EtcdServers.run(members: 3) { servers in
            var configuration = servers.configuration
            configuration.patience = .seconds(2)
            try await withReplica(configuration) { cluster in
                _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("before"))
                servers.signal(0, SIGKILL)
                servers.signal(1, SIGKILL)
                let refused = await refusal {
                    _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("during"))
                }
                #expect(refused?.code ?? 0 >= 500)
                let unread = await refusal {
                    _ = try await cluster.rawList(configMaps, namespace: nil, options: ListOptions())
                }
                #expect(unread?.code == 504)
                let old = try await cluster.rawList(
                    configMaps, namespace: nil, options: ListOptions(resourceVersion: "0"))
                #expect(old.objects.count == 1)
                let watch = try await cluster.rawWatch(
                    configMaps, namespace: nil,
                    options: WatchOptions(resourceVersion: cluster.resourceVersion))
                try servers.start(0)
                try servers.start(1)
                let isBack = await eventually {
                    await refusal {
                        _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("after"))
                    }?.code ?? 409 == 409
                }
                #expect(isBack)
                var names: [String] = []
                while !names.contains("after"), let batch = try await watch.next() {
                    names += batch.map { Object($0.object.json).name }
                }
                #expect(names.filter { $0 == "after" }.count == 1)
            }
        }
    }

    @Test("what was compacted while the watch was away is found by reading anew")
    func compaction() async throws {
        try await EtcdServers.run { servers in
            try await withReplica(servers.configuration) { cluster in
                for name in ["kept", "changed", "gone"] {
                    _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap(name))
                }
                let watch = try await cluster.rawWatch(
                    configMaps, namespace: nil,
                    options: WatchOptions(resourceVersion: cluster.resourceVersion))
                servers.signal(0, SIGKILL)
                let hidden = try servers.startHidden(0)
                #expect(await eventually { (try? hidden("endpoint", "health")) != nil })
                let fresh = configMap("changed", "new")
                _ = try hidden(
                    "put", "/registry/configmaps/default/changed",
                    String(decoding: fresh.json.bytes, as: UTF8.self))
                _ = try hidden("del", "/registry/configmaps/default/gone")
                let answer = try JSON(parsing: try hidden("get", "/none", "-w", "json"))
                guard case .int(let revision)? = answer["header"]?["revision"] else {
                    throw EtcdServers.Failure("no revision in \(answer)")
                }
                _ = try hidden("compact", String(revision))
                servers.signal(0, SIGKILL)
                try servers.start(0)
                var told: [String] = []
                while told.count < 2, let batch = try await watch.next() {
                    told += batch.map { "\($0.kind) \(Object($0.object.json).name)" }
                }
                #expect(Set(told) == ["modified changed", "deleted gone"])
                let list = try await cluster.rawList(configMaps, namespace: nil, options: ListOptions())
                #expect(list.objects.map { Object($0.json).name } == ["changed", "kept"])
            }
        }
    }
}
