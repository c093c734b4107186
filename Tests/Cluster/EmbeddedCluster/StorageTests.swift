import Bytes
import Cluster
import EmbeddedCluster
import Glibc
import Kubernetes
import TemporaryFolders
import Testing

@Suite("State on disk")
struct StorageTests {
    private func refusalToOpen(_ folder: TemporaryFolder) async -> StorageError? {
        do { _ = try await makeCluster(folder) } catch { return error as? StorageError }
        return nil
    }

    private func write(_ bytes: [UInt8], to path: String, truncate length: Int? = nil) {
        let file = open(path, O_WRONLY | O_CREAT, 0o600)
        _ = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
        if let length { _ = ftruncate(file, length) }
        close(file)
    }

    @Test("objects, versions and history outlive the process; a watch resumes where it was")
    func restart() async throws {
        let folder = TemporaryFolder()
        let first = try await makeCluster(folder)
        _ = try await first.rawCreate(configMaps, namespace: "default", configMap("a"))
        let seen = first.resourceVersion
        _ = try await first.rawPatch(
            configMaps, namespace: "default", name: "a", .merge(["data": ["key": "2"]]))
        _ = try await first.rawPatch(
            configMaps, namespace: "default", name: "a", .merge(["data": ["key": "3"]]))
        _ = try await first.rawCreate(configMaps, namespace: "default", configMap("b"))
        _ = try await first.rawDelete(configMaps, namespace: "default", name: "b")
        let last = first.resourceVersion
        await first.shutdown()

        let second = try await makeCluster(folder)
        #expect(second.resourceVersion == last)
        let watch = try await second.rawWatch(
            configMaps, namespace: nil, options: WatchOptions(resourceVersion: seen))
        let events = try #require(try await watch.next())
        #expect(events.map(\.kind) == [.modified, .modified, .added, .deleted])
        #expect(events.map { Object($0.object.json)["data"]?["key"]?.string } == ["2", "3", "v", "v"])
        #expect(
            events.map { Object($0.object.json).resourceVersion }
                == events.map { String($0.object.resourceVersion) })
        let next = try await second.rawCreate(configMaps, namespace: "default", configMap("c"))
        #expect(next.object.resourceVersion == (Int64(last) ?? 0) + 1)
        await second.shutdown()
    }

    @Test("versions run on although the whole history was compacted and its objects are gone")
    func noReuse() async throws {
        let folder = TemporaryFolder()
        var last: Int64 = 0
        for round in 0..<3 {
            let cluster = try await makeCluster(folder, historyLimit: 1)
            for index in 0..<20 {
                let name = "o\(round)-\(index)"
                _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap(name))
                let gone = try await cluster.rawDelete(configMaps, namespace: "default", name: name)
                #expect(gone.object.resourceVersion > last)
                last = gone.object.resourceVersion
            }
            await cluster.shutdown()
        }
    }

    @Test("custom resources are served again after a restart")
    func definitionsReturn() async throws {
        let folder = TemporaryFolder()
        let first = try await makeCluster(folder)
        _ = try await first.rawCreate(definitions, namespace: nil, try widgetDefinition())
        _ = try await first.rawCreate(widgets, namespace: "default", widget("w"))
        await first.shutdown()
        let second = try await makeCluster(folder)
        #expect(try await second.get(widgets, namespace: "default", name: "w")["spec"]?["color"] == "red")
        await second.shutdown()
    }

    @Test("one state directory has one user at a time")
    func lock() async throws {
        let folder = TemporaryFolder()
        let first = try await makeCluster(folder)
        let error = await refusalToOpen(folder)
        #expect(error?.code == .inUse)
        #expect(error?.description.contains("pid \(getpid())") == true)
        await first.shutdown()
    }

    @Test("the files of the state are for their owner only")
    func permissions() async throws {
        let folder = TemporaryFolder()
        let cluster = try await makeCluster(folder)
        for file in ["state.db", "state.db-wal", "lock"] {
            var facts = stat()
            #expect(stat("\(folder.path)/\(file)", &facts) == 0)
            #expect(facts.st_mode & 0o077 == 0)
        }
        await cluster.shutdown()
    }

    @Test("a file that is no database, or a cut one, is refused by name")
    func damaged() async throws {
        let garbage = TemporaryFolder()
        write(Array(repeating: 0x41, count: 8192), to: "\(garbage.path)/state.db")
        #expect(await refusalToOpen(garbage)?.code == .damaged)

        let cut = TemporaryFolder()
        let cluster = try await makeCluster(cut)
        for index in 0..<50 {
            _ = try await cluster.rawCreate(
                configMaps, namespace: "default",
                configMap("o\(index)", data: String(repeating: "x", count: 900)))
        }
        await cluster.shutdown()
        write([], to: "\(cut.path)/state.db", truncate: 20_000)
        let error = await refusalToOpen(cut)
        #expect(error?.code == .damaged)
        #expect(error?.description.hasPrefix("\(cut.path)/state.db: the database is damaged") == true)
    }

    @Test("a state of a newer format is left alone")
    func newerFormat() async throws {
        let folder = TemporaryFolder()
        await (try makeCluster(folder)).shutdown()
        // SQLite keeps user_version at byte 60 of the file, big-endian.
        let file = open("\(folder.path)/state.db", O_WRONLY)
        _ = pwrite(file, [0, 0, 0, 99] as [UInt8], 4, 60)
        close(file)
        #expect(await refusalToOpen(folder)?.code == .newerFormat)
    }
}
