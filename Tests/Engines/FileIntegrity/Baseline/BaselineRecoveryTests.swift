import Glibc
import ScratchRoots
import Synchronization
import Testing

@testable import FileIntegrity

@Suite("A baseline whose writer was killed", .serialized)
struct BaselineRecoveryTests {
    /// A pair of numbers 1 and 2, and the state before it was finished.
    struct Interrupted {
        let sandbox: BaselineSandbox
        let first: SignedStatement
        let second: SignedStatement
        let files: [String: [UInt8]]

        init() throws {
            sandbox = try BaselineSandbox()
            first = try sandbox.adopt()
            var files: [String: [UInt8]] = [:]
            for name in ["db", "db.baseline"] { files["old " + name] = try sandbox.box.read(name) }
            sandbox.box.file("a", "second")
            second = try sandbox.approve("/a")
            for name in ["db", "db.baseline"] { files["new " + name] = try sandbox.box.read(name) }
            self.files = files
        }

        func put(_ file: String, as name: String) {
            sandbox.box.scratch.file(name, bytes: files[file] ?? [])
        }

        func names() -> Set<String> { Set(sandbox.box.scratchNames()) }
    }

    @Test("before the new statement is whole, the old pair stays")
    func undecided() throws {
        let state = try Interrupted()
        for (file, name) in [
            ("old db", "db"), ("old db.baseline", "db.baseline"), ("new db", "db.next"),
            ("new db", "db.next.123.new"), ("new db.baseline", "db.baseline.next.123.new"),
        ] { state.put(file, as: name) }
        #expect(try state.sandbox.store.statement() == state.first)
        #expect(try state.sandbox.findings().isEmpty)
        #expect(state.names().isDisjoint(with: ["db.next", "db.next.123.new", "db.baseline.next.123.new"]))
    }

    @Test(
        "once the new statement is whole, the new pair comes, wherever it stopped", arguments: [false, true])
    func decided(_ isMoved: Bool) throws {
        let state = try Interrupted()
        state.put("old db.baseline", as: "db.baseline")
        state.put("new db.baseline", as: "db.baseline.next")
        if !isMoved {
            state.put("old db", as: "db")
            state.put("new db", as: "db.next")
        }
        #expect(try state.sandbox.store.statement() == state.second)
        #expect(try state.sandbox.findings().isEmpty)
        #expect(state.names().isDisjoint(with: ["db.next", "db.baseline.next"]))
    }

    @Test("a statement that does not fit its database, or is not newer, decides nothing")
    func misfit() throws {
        let state = try Interrupted()
        state.put("old db.baseline", as: "db.baseline.next")
        state.put("old db", as: "db.next")
        #expect(try state.sandbox.store.statement() == state.second)
        state.put("old db", as: "db")
        state.put("old db.baseline", as: "db.baseline")
        state.put("new db.baseline", as: "db.baseline.next")
        #expect(try state.sandbox.store.statement() == state.first)
        #expect(try state.sandbox.findings().isEmpty)
    }

    /// Approves one change after the other until somebody kills the process.
    static func approveForEver(_ path: String, killAfter microseconds: UInt32) throws {
        var identifier = pthread_t()
        let time = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)
        time.initialize(to: microseconds)
        pthread_create(
            &identifier, nil,
            { argument in
                usleep(argument?.load(as: UInt32.self) ?? 0)
                kill(getpid(), SIGKILL)
                return nil
            }, time)
        let sandbox = try BaselineSandbox(at: path)
        var round = 0
        while true {
            round += 1
            sandbox.box.file("a", "round \(round) of \(getpid())")
            try sandbox.approve("/a")
        }
    }

    @Test("whenever it is killed, the pair is whole and no older", .timeLimit(.minutes(10)))
    func killed() async throws {
        let sandbox = try BaselineSandbox()
        var latest = RollbackEvidence(try sandbox.adopt(), source: "the test")
        let start = latest.counter
        for number in 0..<24 {
            setenv("MARTLET_TEST_BASELINE", sandbox.box.scratch.path, 1)
            // A change lasts as long as the disk lets it: the later rounds see some to their end.
            setenv("MARTLET_TEST_KILL", String(4_000 + number * number * 900), 1)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                let path = getenv("MARTLET_TEST_BASELINE").map { String(cString: $0) } ?? ""
                let time = getenv("MARTLET_TEST_KILL").flatMap { UInt32(String(cString: $0)) } ?? 0
                try BaselineRecoveryTests.approveForEver(path, killAfter: time)
            }
            #expect(try sandbox.findings(known: number == 0 ? [latest] : []).isEmpty)
            let now = try #require(try sandbox.store.statement())
            #expect(now.statement.counter >= latest.counter)
            latest = RollbackEvidence(now, source: "the test")
        }
        #expect(latest.counter > start)
        let left = Set(sandbox.box.scratchNames()).filter { $0.contains(".next") }
        #expect(left.isEmpty)
    }
}

extension BaselineSandbox {
    /// The sandbox that another process made.
    init(at path: String) throws {
        box = try Sandbox(at: path)
        configuration = try box.configuration("/[a-z]+ p+s+sha256")
        store = BaselineStore(database: path + "/db", check: TestSigner.check)
    }
}

extension Sandbox {
    /// The names beside the root.
    func scratchNames() -> [String] {
        guard let stream = opendir(scratch.path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        while let entry = readdir(stream) {
            names.append(
                String(cString: (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)))
        }
        return names
    }
}
