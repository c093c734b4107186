import Bytes
import FileIntegrity
import Glibc
import Host
import IntegrityVerbs
import ScratchRoots
import Testing

@Suite("What martlet integrity does")
struct IntegrityVerbTests {
    let scratch: ScratchRoot

    init() throws {
        scratch = try ScratchRoot()
        for name in ["a", "b", "c"] { scratch.file("root/" + name, "x") }
        scratch.file(
            "aide.conf",
            """
            database_in=file:\(scratch.path)/db
            database_out=file:\(scratch.path)/db
            /[a-z] s+sha256

            """)
    }

    func verb(limit: String? = nil) throws -> IntegrityVerb {
        var options = IntegrityVerb.Options()
        options.root = scratch.path + "/root"
        options.limit = limit
        return try IntegrityVerb(
            configuration: .file(scratch.path + "/aide.conf"), options: options, files: .of(try Host()))
    }

    func run(_ action: IntegrityOutcome.Action, limit: String? = nil) throws -> IntegrityResult {
        try verb(limit: limit).run(action, clock: { 1_700_000_000 })
    }

    func initialize() throws { #expect(try run(.initialize).summary == "3 entries") }

    @Test("nothing changed is 0, and the summary says how much was looked at")
    func clean() throws {
        try initialize()
        let result = try run(.check)
        #expect(result.exitCode == 0)
        #expect(result.summary == "3 entries, none differs")
        #expect(result.json.object?["findings"] == .array([]))
    }

    @Test("findings are 2, with kinds, letters and values")
    func findings() throws {
        try initialize()
        scratch.file("root/a", "changed")
        unlink(scratch.path + "/root/b")
        scratch.file("root/d", "x")
        let result = try run(.check)
        #expect(result.exitCode == 2)
        #expect(result.findings.map(\.kind) == [.changed, .removed, .added])
        #expect(result.findings.map(\.path) == ["/a", "/b", "/d"])
        #expect(result.findings[0].summary == "f >         H     ")
        #expect(result.findings[0].changes.first == .init(attribute: "size", old: ["1"], new: ["7"]))
        #expect(result.summary == "3 entries: 1 added, 1 removed, 1 changed")
        #expect(result.json.object?["added"] == .int(1))
        #expect(try run(.check, limit: "/c").exitCode == 0)
    }

    @Test("another root needs a baseline of its own")
    func otherRoot() throws {
        var options = IntegrityVerb.Options()
        options.root = scratch.path
        let error = #expect(throws: IntegrityError.self) {
            try IntegrityVerb(configuration: .strict, options: options, files: .of(try Host()))
        }
        #expect(error?.reason == .usage)
    }

    @Test("a baseline is database_in of the configuration, unless another is named")
    func place() throws {
        #expect(try verb().baseline == scratch.path + "/db")
        var options = IntegrityVerb.Options()
        options.database = "/elsewhere/db"
        let named = try IntegrityVerb(
            configuration: .file(scratch.path + "/aide.conf"), options: options, files: .of(try Host()))
        #expect(named.baseline == "/elsewhere/db")
        options.database = nil
        options.place = BaselinePlace(directory: "/state")
        let strict = try IntegrityVerb(configuration: .strict, options: options, files: .of(try Host()))
        #expect(strict.baseline == "/state/baseline.db")
    }
}
