import Bytes
import FileIntegrity
import Glibc
import Host
import IntegrityVerbs
import ScratchRoots
import Testing

@Suite("A check of files and baseline at once")
struct BaselineCheckTests {
    let scratch: ScratchRoot

    init() throws {
        scratch = try ScratchRoot()
        for name in ["a", "b", "c"] { scratch.file("root/" + name, "x") }
        scratch.file("aide.conf", "/[a-z] s+sha256\n")
        scratch.directory("state")
        chmod(scratch.path + "/state", 0o700)
        _ = try baseline().initialize(replaces: false, author: "ann", clock: { 1_700_000_000 })
    }

    func baseline() throws -> TrustedBaseline {
        var options = IntegrityVerb.Options()
        options.root = scratch.path + "/root"
        options.place = BaselinePlace(directory: scratch.path + "/state")
        options.placeIsChosen = true
        options.node = "worker-1"
        return try TrustedBaseline(
            of: IntegrityVerb(
                configuration: .file(scratch.path + "/aide.conf"), options: options, files: .of(try Host())))
    }

    func check() throws -> IntegrityResult { try baseline().check(clock: { 1_700_000_001 }) }

    func text(_ name: String) throws -> String {
        String(
            decoding: try Host(root: scratch.path).read(HostPath("/state/" + name), limit: 1 << 20),
            as: UTF8.self)
    }

    func rewrite(_ name: String, _ text: String) {
        scratch.file("state/" + name, text)
        chmod(scratch.path + "/state/" + name, 0o600)
    }

    @Test("files and baseline that are as they were give nothing")
    func clean() throws {
        let result = try check()
        #expect(result.findings.isEmpty)
        #expect(result.baseline.isEmpty)
        #expect(result.exitCode == 0)
        #expect(result.outcome.total == 3)
    }

    @Test("a file that differs is found, and the baseline is not blamed")
    func changedFile() throws {
        scratch.file("root/b", "changed")
        let result = try check()
        #expect(result.findings.map(\.path) == ["/b"])
        #expect(result.baseline.isEmpty)
    }

    @Test("a database that was made to fit a changed file is found")
    func fittedDatabase() throws {
        scratch.file("root/b", "y")
        let before = try text("baseline.db")
        // Whoever changes a file writes its new digest to the database.
        let verb = try text("baseline.db.baseline")
        _ = try baseline().initialize(replaces: true, author: "eve", clock: { 1_700_000_000 })
        #expect(try text("baseline.db") != before)
        rewrite("baseline.db.baseline", verb)
        let result = try check()
        #expect(result.findings.isEmpty)
        #expect(
            result.baseline.map(\.sentence).first?.hasPrefix("the database was changed after it was signed")
                == true)
        #expect(result.exitCode == 2)
    }

    @Test("an entry that was taken out is found, with its name")
    func missingEntry() throws {
        let lines = try text("baseline.db").split(separator: "\n").filter { !$0.hasPrefix("/b ") }
        rewrite("baseline.db", lines.joined(separator: "\n") + "\n")
        let result = try check()
        #expect(result.findings.map(\.path) == ["/b"])
        #expect(result.baseline.count == 1)
        #expect(result.baseline[0].sentence.contains("the first entry that differs is /c"))
    }

    @Test("a statement that was changed is found before anything is compared with its tree")
    func changedStatement() throws {
        let other = try text("baseline.db.baseline").replacing("\"sig\": \"", with: "\"sig\": \"AAAA")
        rewrite("baseline.db.baseline", other)
        let result = try check()
        #expect(result.findings.isEmpty)
        #expect(result.baseline.count == 1)
    }

    @Test("a database that is cut off is refused")
    func cutOff() throws {
        let whole = try text("baseline.db")
        rewrite("baseline.db", String(whole.prefix(whole.count / 2)))
        #expect(throws: DatabaseError.self) { try check() }
    }

    @Test("an older pair that was put back is found by what was published")
    func rollback() throws {
        let old = try (text("baseline.db"), text("baseline.db.baseline"))
        scratch.file("root/a", "changed")
        let signed = try baseline().initialize(replaces: true, author: "ann", clock: { 1 }).signed
        rewrite("baseline.db", old.0)
        rewrite("baseline.db.baseline", old.1)
        var baseline = try baseline()
        baseline.known = [
            try PublishedStatement.read(PublishedStatement.json(of: signed).bytes, source: "the vault")
        ]
        let result = try baseline.check(clock: { 2 })
        #expect(
            result.baseline.map(\.sentence) == [
                "the baseline was put back: it is number 1, and the vault knows of number 2"
            ])
        #expect(result.findings.map(\.path) == ["/a"])
    }
}
