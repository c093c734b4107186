import Digests
import Fuzzing
import Glibc
import Gzip
import Host
import ScratchRoots
import Testing

@testable import FileIntegrity

@Suite("A check that knows its database's tree")
struct ExpectedTreeTests {
    let box: Sandbox

    init() throws {
        box = try Sandbox()
        for name in ["a", "b c", "d%e", "é", "z/y/x"] { box.file(name, "first \(name)") }
        box.scratch.link("root/link", to: "0-target")
        box.scratch.link("root/zero", to: "0")
    }

    func check(_ configuration: Configuration, limit: PathLimit? = nil, _ tree: BaselineTree?) throws
        -> IntegrityOutcome
    {
        var command = IntegrityCommand(
            configuration: configuration, host: try Host(root: box.root), limit: limit, workers: 0,
            clock: { 1_700_000_000 })
        command.expectedTree = tree
        return try command.run(.check)
    }

    func tree() throws -> BaselineTree { try BaselineTree(.file(box.scratch.path + "/db")) }

    static let configurations = [
        "/ p+u+g+s+m+c+i+b+n+l+ftype+acl+xattrs+sha256+sha512", "/ ftype+sha512", "/z s+growing+sha256",
        "/ l+p\n!/a", "/ R+caps+e2fsattrs",
    ]

    @Test(
        "it finds what a check finds that looks through the database first", arguments: configurations,
        [false, true])
    func sameOutcome(_ rules: String, _ isPacked: Bool) throws {
        let configuration = try box.configuration(rules, isPacked ? "gzip_dbout=yes" : "")
        try box.initialize(configuration)
        #expect(try check(configuration, tree()).differences.isEmpty)
        box.file("a", "second")
        box.file("new", "new")
        unlink(box.root + "/z/y/x")
        unlink(box.root + "/link")
        box.scratch.link("root/link", to: "elsewhere")
        for limit in [nil, try PathLimit("/z"), try PathLimit("/[a-l]")] {
            let slow = try check(configuration, limit: limit, nil)
            let quick = try check(configuration, limit: limit, tree())
            #expect(quick.total == slow.total)
            #expect(quick.differences.map(\.path) == slow.differences.map(\.path))
            #expect(quick.differences.map(\.changed) == slow.differences.map(\.changed))
            #expect(quick.databases.map(\.digests) == slow.databases.map(\.digests))
            #expect(quick.warnings == slow.warnings)
        }
    }

    @Test("one entry that is another makes the whole check throw, and the index stays as it was")
    func otherEntry() throws {
        let configuration = try box.configuration("/ p+s+sha256")
        try box.initialize(configuration)
        let tree = try tree()
        let text = String(decoding: try box.read("db"), as: UTF8.self)
        for name in ["/a ", "/z/y/x ", "/zero "] {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let other = lines.map { $0.hasPrefix(name) ? $0 + "1" : $0 }.joined(separator: "\n")
            let less = lines.filter { !$0.hasPrefix(name) }.joined(separator: "\n")
            for changed in [other, less] {
                box.scratch.file("db", changed)
                let error = #expect(throws: DatabaseError.self) { try check(configuration, tree) }
                // A digest with a digit more cannot be read at all.
                #expect(error?.reason != .system)
            }
        }
        box.scratch.file("db", text)
        #expect(try check(configuration, tree).differences.isEmpty)
    }

    @Test("entries in another order are refused, whatever their tree is")
    func otherOrder() throws {
        let configuration = try box.configuration("/ p+s+sha256")
        try box.initialize(configuration)
        let lines = String(decoding: try box.read("db"), as: UTF8.self).split(separator: "\n")
        let head = lines.filter { $0.hasPrefix("@@begin") || $0.hasPrefix("@@db_spec") }
        let entries = lines.filter { $0.hasPrefix("/") }
        let tree = try tree()
        box.scratch.file("db", (head + entries.reversed() + ["@@end_db", ""]).joined(separator: "\n"))
        #expect(try self.tree() == tree)
        let error = #expect(throws: DatabaseError.self) { try check(configuration, tree) }
        #expect(error?.reason == .unexpected)
    }

    @Test("a mutant of a database is never taken for the one that is known", .timeLimit(.minutes(15)))
    func mutants() throws {
        let configuration = try box.configuration("/ p+s+l+sha256")
        try box.initialize(configuration)
        let tree = try tree()
        let bytes = try box.read("db")
        for mutant in Mutants(of: [bytes], tokens: ["\n", " ", "/", "@@end_db", "0", "%"], count: 1500) {
            box.scratch.file("db", bytes: mutant.bytes)
            guard let outcome = try? check(configuration, tree) else { continue }
            // Comments and white space are no part of an entry.
            #expect(outcome.differences.isEmpty, "\(mutant)")
            #expect(try self.tree() == tree, "\(mutant)")
        }
    }
}
