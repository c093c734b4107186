import Bytes
import FileIntegrity
import Glibc
import Host
import IntegrityVerbs
import ScratchRoots
import Testing

@Suite("A baseline with the key that signs it")
struct TrustedBaselineTests {
    let scratch: ScratchRoot

    init() throws {
        scratch = try ScratchRoot()
        for name in ["a", "b", "c"] { scratch.file("root/" + name, "x") }
        scratch.file("aide.conf", "/[a-z] s+sha256\n")
        scratch.directory("state")
        chmod(scratch.path + "/state", 0o700)
    }

    func verb(configuration: String = "aide.conf") throws -> IntegrityVerb {
        var options = IntegrityVerb.Options()
        options.root = scratch.path + "/root"
        options.place = BaselinePlace(directory: scratch.path + "/state")
        options.placeIsChosen = true
        options.node = "worker-1"
        return try IntegrityVerb(
            configuration: .file("\(scratch.path)/\(configuration)"), options: options, files: .of(try Host())
        )
    }

    func baseline() throws -> TrustedBaseline { try TrustedBaseline(of: verb()) }

    @discardableResult
    func initialize(replaces: Bool = false) throws -> SignedStatement {
        try baseline().initialize(replaces: replaces, author: "ann", clock: { 1_700_000_000 }).signed
    }

    func check() throws -> IntegrityResult { try verb().run(.check, clock: { 1_700_000_001 }) }

    func text(_ name: String) throws -> [UInt8] {
        try Host(root: scratch.path).read(HostPath("/" + name), limit: 1 << 20)
    }

    @Test("what init makes is signed, closed to others, and found whole")
    func initializing() throws {
        let signed = try initialize()
        #expect(signed.statement.counter == 1)
        #expect(signed.statement.node == "worker-1")
        #expect(signed.statement.author == "ann")
        #expect(signed.statement.count == 3)
        #expect(try baseline().findings().isEmpty)
        #expect(try check().findings.isEmpty)
        let host = try Host(root: scratch.path)
        for (name, mode) in [
            ("baseline.db", 0o600), ("baseline.db.baseline", 0o600), ("baseline.key", 0o400),
        ] {
            #expect(try host.status(of: HostPath("/state/" + name)).mode & 0o7777 == mode)
        }
        #expect(!host.exists("/state/baseline.db.candidate"))
    }

    @Test("a baseline is replaced only when that is said, and then follows the one before")
    func replacing() throws {
        let first = try initialize()
        let error = #expect(throws: IntegrityError.self) { try initialize() }
        #expect(error?.reason == .baselineExists)
        scratch.file("root/a", "changed")
        let second = try initialize(replaces: true)
        #expect(second.statement.counter == 2)
        #expect(second.statement.previousRoot == first.statement.root)
        #expect(try check().findings.isEmpty)
    }

    @Test("of three changes one is approved, and the other two stay")
    func approving() throws {
        try initialize()
        for name in ["a", "b", "c"] { scratch.file("root/" + name, "changed") }
        let found = try check()
        let signed = try baseline().approve([.path("/b")], of: found, author: "ben", time: 1_700_000_002)
        #expect(signed.statement.counter == 2)
        #expect(signed.statement.author == "ben")
        #expect(try check().findings.map(\.path) == ["/a", "/c"])
        #expect(try baseline().findings().isEmpty)
    }

    @Test("an approval by digest holds for that very change only")
    func approvingByDigest() throws {
        try initialize()
        scratch.file("root/a", "changed")
        let looked = try check()
        let approval = try Approval(looked.findings[0].digest)
        scratch.file("root/a", "changed again")
        #expect(throws: BaselineError.self) {
            try baseline().approve([approval], of: check(), author: "ben", time: 1)
        }
        scratch.file("root/a", "changed")
        _ = try baseline().approve([approval], of: check(), author: "ben", time: 1)
        #expect(try check().findings.isEmpty)
    }

    @Test("a database that was changed byte by byte is found, and nothing is approved into it")
    func tampering() throws {
        try initialize()
        let database = String(decoding: try text("state/baseline.db"), as: UTF8.self)
        let lines = database.split(separator: "\n").filter { !$0.hasPrefix("/c ") }
        scratch.file("state/baseline.db", lines.joined(separator: "\n") + "\n")
        chmod(scratch.path + "/state/baseline.db", 0o600)
        let sentences = try baseline().findings().map(\.sentence)
        #expect(sentences.count == 1)
        #expect(sentences.first?.hasPrefix("the database was changed after it was signed") == true)
        scratch.file("root/a", "changed")
        #expect(throws: BaselineError.self) {
            try baseline().approve([.path("/a")], of: check(), author: "ben", time: 1)
        }
    }

    @Test("an older pair that was put back is found by what was published")
    func rollback() throws {
        try initialize()
        let old = try (text("state/baseline.db"), text("state/baseline.db.baseline"))
        scratch.file("root/a", "changed")
        let signed = try baseline().approve([.path("/a")], of: check(), author: "ben", time: 1)
        let published = try PublishedStatement.read(
            PublishedStatement.json(of: signed).bytes, source: "the vault")
        scratch.file("state/baseline.db", bytes: old.0, mode: 0o600)
        scratch.file("state/baseline.db.baseline", bytes: old.1, mode: 0o600)
        var baseline = try baseline()
        #expect(try baseline.findings().isEmpty)
        baseline.known = [published]
        #expect(
            try baseline.findings().map(\.sentence) == [
                "the baseline was put back: it is number 1, and the vault knows of number 2"
            ])
    }

    @Test("a statement that is gone is found where the machine signs its baselines")
    func statementGone() throws {
        try initialize()
        unlink(scratch.path + "/state/baseline.db.baseline")
        unlink(scratch.path + "/state/baseline.key")
        #expect(try baseline().findings().count == 1)
        #expect(try !baseline().isUnsigned())
    }

    @Test("other rules than those of the baseline are found")
    func otherRules() throws {
        try initialize()
        scratch.file("aide.conf", "/[a-z] s+sha256\n!/b$\n")
        #expect(try baseline().findings().first?.sentence.contains("configuration") == true)
        // A comment, and a group with another name, choose no other entries.
        scratch.file("aide.conf", "# new\nMine = s+sha256\n/[a-z] Mine\n")
        #expect(try baseline().findings().isEmpty)
    }

    @Test("a baseline that others may write to is refused", arguments: ["state/baseline.db", "state"])
    func writableByOthers(name: String) throws {
        try initialize()
        chmod("\(scratch.path)/\(name)", 0o777)
        let error = #expect(throws: IntegrityError.self) { try baseline() }
        #expect(error?.reason == .untrustedPlace)
        #expect(error?.description.contains("\(name): its mode 777 lets others write to it") == true)
    }

    @Test("a baseline that is not there is a sentence, not a clean tree")
    func missing() throws {
        let error = #expect(throws: IntegrityError.self) { try baseline().require() }
        #expect(error?.reason == .noBaseline)
    }
}
