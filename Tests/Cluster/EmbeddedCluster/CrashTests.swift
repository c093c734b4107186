import Bytes
import Cluster
import EmbeddedCluster
import Glibc
import Kubernetes
import TemporaryFolders
import Testing

/// A state that survives the death of its process.
///
/// Each round is a process of its own that is killed with SIGKILL while 32 writers create, change and delete.
/// An acknowledged write is noted in a journal, one line a write, before the next one is asked for.
@Suite("kill -9", .serialized)
struct CrashTests {
    @Test("loses no acknowledged write and reuses no version")
    func crash() async throws {
        let folder = TemporaryFolder()
        let journal = "\(folder.path).journal"
        defer { remove(journal) }
        var highest: Int64 = 0
        for round in 0..<6 {
            remove(journal)
            setenv("MARTLET_CRASH", "\(folder.path) \(round) \(20 + round * 37)", 1)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                let words = getenv("MARTLET_CRASH").map { String(cString: $0) }?.split(separator: " ") ?? []
                try await CrashingWriter(folder: String(words[0]), round: String(words[1])).run(
                    milliseconds: UInt32(words[2]) ?? 50)
            }
            let acknowledged = try lines(of: journal)
            let cluster = try await makeCluster(folder)
            let current = Int64(cluster.resourceVersion) ?? 0
            var versions: Set<Int64> = []
            var expected: [String: Expectation] = [:]
            for line in acknowledged {
                let version = try #require(Int64(line[2]))
                switch line[0] {
                case "deleting": expected[line[1]] = .anything
                case "deleted": expected[line[1]] = .nothing
                default: expected[line[1]] = .version(atLeast: version)
                }
                guard version > 0 else { continue }
                #expect(version > highest && version <= current, "version \(version) is not of this life")
                #expect(versions.insert(version).inserted)
            }
            #expect(!expected.isEmpty)
            for (name, expectation) in expected {
                let found = try? cluster.rawGet(configMaps, namespace: "default", name: name).resourceVersion
                switch expectation {
                case .anything: continue
                case .nothing: #expect(found == nil, "\(name) has come back")
                case .version(let least): #expect(found ?? 0 >= least, "\(name)@\(least) is lost")
                }
            }
            highest = current
            await cluster.shutdown()
        }
    }

    /// What the journal says of a name; a write that was asked for and not answered may be there or not.
    private enum Expectation {
        case anything, nothing
        case version(atLeast: Int64)
    }

    private func lines(of path: String) throws -> [[String]] {
        let file = open(path, O_RDONLY)
        try #require(file >= 0)
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 16 << 20)
        let count = read(file, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: "\n")
            .map { $0.split(separator: " ").map(String.init) }.filter { $0.count == 3 }
    }
}

/// What runs in the process that is killed.
struct CrashingWriter {
    let folder: String
    let round: String

    func run(milliseconds: UInt32) async throws {
        let cluster = try await EmbeddedCluster(EmbeddedCluster.Configuration(stateDirectory: folder))
        let journal = open("\(folder).journal", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        var thread = pthread_t()
        let box = UnsafeMutablePointer<(journal: Int32, milliseconds: UInt32)>.allocate(capacity: 1)
        box.initialize(to: (journal, milliseconds))
        pthread_create(
            &thread, nil,
            { argument in
                guard let box = argument?.load(as: (journal: Int32, milliseconds: UInt32).self) else {
                    return nil
                }
                // The clock starts with the first acknowledged write, however slow the machine is.
                var facts = stat()
                while fstat(box.journal, &facts) == 0, facts.st_size == 0 { usleep(1000) }
                usleep(box.milliseconds * 1000)
                kill(getpid(), SIGKILL)
                return nil
            }, box)
        func note(_ what: String, _ name: String, _ object: StoredObject?) {
            let line = Array("\(what) \(name) \(object?.resourceVersion ?? 0)\n".utf8)
            _ = write(journal, line, line.count)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<32 {
                group.addTask {
                    for index in 0..<1_000_000 {
                        let name = "r\(round)-w\(writer)-\(index)"
                        let made = try await cluster.rawCreate(
                            configMaps, namespace: "default",
                            configMap(name, data: String(repeating: "x", count: 700)))
                        note("created", name, made.object)
                        let changed = try await cluster.rawPatch(
                            configMaps, namespace: "default", name: name, .merge(["data": ["more": "y"]]))
                        note("updated", name, changed.object)
                        guard index % 3 == 0, index > 0 else { continue }
                        let old = "r\(round)-w\(writer)-\(index - 1)"
                        note("deleting", old, nil)
                        let gone = try await cluster.rawDelete(configMaps, namespace: "default", name: old)
                        note("deleted", old, gone.object)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
