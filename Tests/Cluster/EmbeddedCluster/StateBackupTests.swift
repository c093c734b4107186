import Bytes
import Cluster
import EmbeddedCluster
import Glibc
import Kubernetes
import TemporaryFolders
import Testing

@Suite("Backup and restore")
struct StateBackupTests {
    private func fill(_ cluster: EmbeddedCluster, _ names: Range<Int>) async throws {
        for index in names {
            _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("o\(index)"))
        }
    }

    private func names(_ cluster: EmbeddedCluster) async throws -> [String] {
        try await cluster.list(configMaps, namespace: "default", options: ListOptions()).items.map(\.name)
    }

    private func write(_ text: String, to path: String) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        _ = Glibc.write(file, text, text.utf8.count)
        close(file)
    }

    private func text(_ path: String) -> String {
        let file = open(path, O_RDONLY)
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        return String(decoding: bytes[..<max(0, read(file, &bytes, bytes.count))], as: UTF8.self)
    }

    @Test("a backup of a running cluster restores objects and certificates; versions go on far beyond")
    func roundTrip() async throws {
        let (folder, other) = (TemporaryFolder(), TemporaryFolder())
        defer { removeTree(folder.path) }
        let cluster = try await makeCluster(folder)
        mkdir("\(folder.path)/pki", 0o700)
        write("the key", to: "\(folder.path)/pki/ca.key")
        try await fill(cluster, 0..<20)
        let backup = StateBackup(path: "\(folder.path)/backup")
        let made = try backup.make(of: folder.path)
        var facts = stat()
        #expect(stat("\(folder.path)/backup", &facts) == 0 && facts.st_mode & 0o777 == 0o600)
        try await fill(cluster, 20..<30)
        let later = try #require(Int64(cluster.resourceVersion))
        await cluster.shutdown()

        let restored = try backup.restore(to: other.path, replaces: false)
        #expect(restored.objects == made.objects)
        #expect(text("\(other.path)/pki/ca.key") == "the key")
        let second = try await makeCluster(other)
        #expect(try await names(second).count == 20)
        #expect(try #require(Int64(second.resourceVersion)) > later)
        let watch = try await second.rawWatch(
            configMaps, namespace: nil, options: WatchOptions(resourceVersion: String(later)))
        #expect(await refusal { _ = try await watch.next() }?.code == 410)
        let next = try await second.rawCreate(configMaps, namespace: "default", configMap("after"))
        #expect(next.object.resourceVersion > later)
        await second.shutdown()
        removeTree(other.path)
    }

    @Test("a backup taken while others write shows one moment")
    func oneMoment() async throws {
        let folder = TemporaryFolder()
        let cluster = try await makeCluster(folder)
        defer { removeTree(folder.path) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await fill(cluster, 0..<300) }
            for round in 0..<5 {
                let path = "\(folder.path)/backup\(round)"
                _ = try StateBackup(path: path).make(of: folder.path)
                let check = try StateCheck(path: path)
                #expect(check.problems == [])
                // Names were created in order, so what is there is a beginning of them.
                let base = check.summary.resourceVersion - Int64(check.summary.objects)
                #expect(base == 0, "an object is missing or too many")
            }
            try await group.waitForAll()
        }
        await cluster.shutdown()
    }

    @Test("a state in use or present is not replaced, unless it is wanted; then it is kept aside")
    func refusals() async throws {
        let (folder, other) = (TemporaryFolder(), TemporaryFolder())
        defer { for folder in [folder, other] { removeTree(folder.path) } }
        let cluster = try await makeCluster(folder)
        try await fill(cluster, 0..<3)
        let backup = StateBackup(path: "\(folder.path)/backup")
        _ = try backup.make(of: folder.path)
        let running = #expect(throws: StorageError.self) {
            try backup.restore(to: folder.path, replaces: true)
        }
        #expect(running?.reason.contains("in use by another process") == true)
        await cluster.shutdown()

        let old = try await makeCluster(other)
        try await fill(old, 0..<7)
        await old.shutdown()
        #expect(throws: StorageError.self) { try backup.restore(to: other.path, replaces: false) }
        _ = try backup.restore(to: other.path, replaces: true)
        #expect(try StateCheck(path: other.path).problems == [])
        let kept = try StateCheck(path: "\(other.path)/state.db.replaced")
        #expect(kept.problems == [] && kept.summary.objects == 4 + 7)
        let now = try await makeCluster(other)
        #expect(try await names(now).count == 3)
        await now.shutdown()
    }

    @Test("a plain copy of the files restores too")
    func plainCopy() async throws {
        let (folder, other, copy) = (TemporaryFolder(), TemporaryFolder(), TemporaryFolder())
        defer { for folder in [folder, other, copy] { removeTree(folder.path) } }
        let cluster = try await makeCluster(folder)
        try await fill(cluster, 0..<25)
        for file in ["state.db", "state.db-wal"] {
            copyFile("\(folder.path)/\(file)", "\(copy.path)/\(file)")
        }
        try await fill(cluster, 25..<30)
        await cluster.shutdown()
        _ = try StateBackup(path: "\(copy.path)/state.db").restore(to: other.path, replaces: false)
        let second = try await makeCluster(other)
        #expect(try await names(second).count == 25)
        await second.shutdown()
    }

    @Test("damage is found and never restored")
    func damage() async throws {
        let (folder, other) = (TemporaryFolder(), TemporaryFolder())
        defer { for folder in [folder, other] { removeTree(folder.path) } }
        let cluster = try await makeCluster(folder)
        for index in 0..<60 {
            _ = try await cluster.rawCreate(
                configMaps, namespace: "default",
                configMap("o\(index)", data: String(repeating: "x", count: 900)))
        }
        await cluster.shutdown()
        var size = stat()
        stat("\(folder.path)/state.db", &size)
        let file = open("\(folder.path)/state.db", O_RDWR)
        let noise = [UInt8](repeating: 0xA5, count: 700)
        for place in stride(from: 8192 + 300, to: Int(size.st_size) - 4096, by: 16384) {
            _ = pwrite(file, noise, noise.count, off_t(place))
        }
        close(file)
        let problems: [String]
        do { problems = try StateCheck(path: folder.path).problems } catch { problems = [error.reason] }
        #expect(!problems.isEmpty)
        let error = #expect(throws: StorageError.self) {
            try StateBackup(path: "\(folder.path)/state.db").restore(to: other.path, replaces: false)
        }
        #expect(error?.code == .damaged)
        #expect(access("\(other.path)/state.db", F_OK) != 0)
    }

    @Test("files that are no state are refused by name", arguments: ["", "SQLite format 3\0", "hello"])
    func noState(contents: String) throws {
        let (folder, other) = (TemporaryFolder(), TemporaryFolder())
        defer { for folder in [folder, other] { removeTree(folder.path) } }
        write(contents, to: "\(folder.path)/file")
        #expect(throws: StorageError.self) { try StateCheck(path: "\(folder.path)/file") }
        #expect(throws: StorageError.self) {
            try StateBackup(path: "\(folder.path)/file").restore(to: other.path, replaces: false)
        }
        #expect(throws: StorageError.self) { try StateBackup(path: "\(folder.path)/b").make(of: other.path) }
        #expect(throws: StorageError.self) { try StateCheck(path: "\(folder.path)/nothing") }
    }

    @Test("compacting forgets the history and gives the space back")
    func compact() async throws {
        let folder = TemporaryFolder()
        defer { removeTree(folder.path) }
        let cluster = try await makeCluster(folder)
        for index in 0..<400 {
            _ = try await cluster.rawCreate(
                configMaps, namespace: "default",
                configMap("o\(index)", data: String(repeating: "x", count: 2000)))
            if index >= 10 {
                _ = try await cluster.rawDelete(configMaps, namespace: "default", name: "o\(index - 10)")
            }
        }
        #expect(throws: StorageError.self) { try StateCompaction(directory: folder.path).run() }
        let version = cluster.resourceVersion
        await cluster.shutdown()
        let (before, after) = try StateCompaction(directory: folder.path).run()
        #expect(before.objects == after.objects && after.changes == 0)
        #expect(after.bytes * 4 < before.bytes)
        let second = try await makeCluster(folder)
        #expect(second.resourceVersion == version)
        #expect(try await names(second).count == 10)
        await second.shutdown()
    }
}

/// Copies a file as `cp` does.
func copyFile(_ from: String, _ to: String) {
    let (source, target) = (open(from, O_RDONLY), open(to, O_WRONLY | O_CREAT | O_TRUNC, 0o600))
    defer {
        close(source)
        close(target)
    }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    while case let count = read(source, &bytes, bytes.count), count > 0 { _ = write(target, bytes, count) }
}

/// Removes a folder and everything in it.
func removeTree(_ path: String) {
    if let listing = opendir(path) {
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { removeTree("\(path)/\(name)") }
        }
        closedir(listing)
    }
    remove(path)
}
