import Bytes
import CSQLite
import Cluster
import EmbeddedCluster
import Glibc
import Kubernetes
import TemporaryFolders
import Testing

@Suite("The state's files over time")
struct StorageUpkeepTests {
    private func size(_ path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }

    private func update(_ cluster: EmbeddedCluster, rounds: Range<Int>, objects: Int) async throws {
        let filling = String(repeating: "x", count: 900)
        for round in rounds {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<objects {
                    group.addTask {
                        _ = try await cluster.rawPatch(
                            configMaps, namespace: "default", name: "o\(index)",
                            .merge(["data": ["key": .string("\(round)\(filling)")]]))
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("the same objects changed for ever take the same space")
    func bounded() async throws {
        let folder = TemporaryFolder()
        defer { removeTree(folder.path) }
        let cluster = try await makeCluster(folder, historyLimit: 500)
        for index in 0..<50 {
            _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("o\(index)"))
        }
        try await update(cluster, rounds: 0..<20, objects: 50)
        let early = size("\(folder.path)/state.db") + size("\(folder.path)/state.db-wal")
        try await update(cluster, rounds: 20..<100, objects: 50)
        let late = size("\(folder.path)/state.db") + size("\(folder.path)/state.db-wal")
        #expect(late < 2 * max(early, 4 << 20), "\(early) bytes have become \(late)")
        await cluster.shutdown()
        #expect(try StateCheck(path: folder.path).problems == [])
    }

    @Test("a reader that stays holds the journal; when it goes, the journal shrinks again")
    func constantReader() async throws {
        let folder = TemporaryFolder()
        defer { removeTree(folder.path) }
        let cluster = try await makeCluster(folder, historyLimit: 500)
        for index in 0..<50 {
            _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("o\(index)"))
        }
        var reader: OpaquePointer?
        #expect(sqlite3_open_v2("\(folder.path)/state.db", &reader, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
        #expect(
            sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM object", nil, nil, nil) == SQLITE_OK)
        try await update(cluster, rounds: 0..<130, objects: 50)
        let held = size("\(folder.path)/state.db-wal")
        sqlite3_close_v2(reader)
        try await update(cluster, rounds: 130..<150, objects: 50)
        let freed = size("\(folder.path)/state.db-wal")
        #expect(held > 17 << 20, "the reader did not hold the journal: \(held)")
        #expect(freed <= 17 << 20, "the journal is still \(freed) bytes long")
        await cluster.shutdown()
    }

    @Test("pages of a list are exact however much is written between them")
    func exactPages() async throws {
        let folder = TemporaryFolder()
        defer { removeTree(folder.path) }
        let cluster = try await makeCluster(folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in 0..<20 {
                group.addTask {
                    for index in 0..<100 {
                        _ = try await cluster.rawCreate(
                            configMaps, namespace: "default", configMap("o\(part * 100 + index)"))
                    }
                }
            }
            try await group.waitForAll()
        }
        let whole = try await cluster.rawList(configMaps, namespace: nil, options: ListOptions())
        let expected = whole.objects.map { "\($0.key)@\($0.resourceVersion)" }
        try await withThrowingTaskGroup(of: Void.self) { group in
            var options = ListOptions(limit: 100)
            var page = try await cluster.rawList(configMaps, namespace: nil, options: options)
            #expect(page.resourceVersion == whole.resourceVersion)
            group.addTask {
                for index in 0..<1500 {
                    let name = "o\(index * 7 % 2000)"
                    if index % 3 == 0 {
                        _ = try? await cluster.rawDelete(configMaps, namespace: "default", name: name)
                    } else {
                        _ = try? await cluster.rawPatch(
                            configMaps, namespace: "default", name: name,
                            .merge(["data": ["key": .string("\(index)")]]))
                        _ = try? await cluster.rawCreate(
                            configMaps, namespace: "default", configMap("n\(index)"))
                    }
                }
            }
            var found = page.objects
            while let token = page.continue {
                options.continue = token
                page = try await cluster.rawList(configMaps, namespace: nil, options: options)
                #expect(page.resourceVersion == whole.resourceVersion)
                found += page.objects
            }
            #expect(found.map { "\($0.key)@\($0.resourceVersion)" } == expected)
            try await group.waitForAll()
        }
        await cluster.shutdown()
    }

    @Test("a clock that jumps moves times, not versions; old events still go")
    func clockJumps() async throws {
        let clock = TestClock()
        let cluster = try await makeCluster(clock: clock.clock)
        try await withLoops(cluster) {
            let first = try await cluster.rawCreate(configMaps, namespace: "default", configMap("a"))
            clock.advance(-7 * 86_400)
            let second = try await cluster.rawCreate(configMaps, namespace: "default", configMap("b"))
            #expect(second.object.resourceVersion > first.object.resourceVersion)
            #expect(
                Object(second.object.json).creationTimestamp ?? "" < Object(first.object.json)
                    .creationTimestamp
                    ?? "")
            var event = Object(kind: events.kind, name: "e", namespace: "default")
            event["involvedObject"] = ["kind": "ConfigMap", "name": "a", "namespace": "default"]
            _ = try await cluster.rawCreate(events, namespace: "default", event)
            clock.advance(14 * 86_400)
            async let _: Void = clock.run()
            let isGone = try await eventually {
                try await cluster.list(events, namespace: nil, options: ListOptions()).items.isEmpty
            }
            #expect(isGone)
        }
    }
}
