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
            database_out=file:\(scratch.path)/db.new
            /[a-z] s+sha256

            """)
    }

    func run(_ action: IntegrityOutcome.Action, limit: String? = nil) throws -> IntegrityResult {
        let verb = try IntegrityVerb(
            configuration: scratch.path + "/aide.conf", dialect: .v0_18, root: scratch.path + "/root",
            limit: limit, files: .of(try Host()))
        return try verb.run(action, clock: { 1_700_000_000 })
    }

    func initialize() throws {
        _ = try run(.initialize)
        rename(scratch.path + "/db.new", scratch.path + "/db")
    }

    @Test("nothing changed is 0, and the table says how much was looked at")
    func clean() throws {
        try initialize()
        let result = try run(.check)
        #expect(result.exitCode == 0)
        #expect(result.table == "3 entries, none differs\n")
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
        #expect(result.findings[0].changes.first == .init(attribute: "size", old: ["1"], new: ["7"]))
        #expect(
            result.table == """
                KIND     SUMMARY            PATH
                CHANGED  f >         H      /a
                REMOVED  f----------------- /b
                ADDED    f+++++++++++++++++ /d

                """)
        #expect(result.json.object?["added"] == .int(1))
        #expect(try run(.check, limit: "/c").exitCode == 0)
    }

    @Test("a database that is not there is an error, not a clean tree")
    func missingDatabase() {
        #expect(throws: DatabaseError.self) { try run(.check) }
    }
}
