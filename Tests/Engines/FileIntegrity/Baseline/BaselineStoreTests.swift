import Bytes
import Glibc
import Host
import ScratchRoots
import Testing

@testable import FileIntegrity

@Suite("A database and its signed statement")
struct BaselineStoreTests {
    @Test("a database that is adopted has a statement, and nothing is wrong with it")
    func adopted() throws {
        let sandbox = try BaselineSandbox()
        let signed = try sandbox.adopt(inventory: [1, 2, 3])
        #expect(signed.statement.counter == 1)
        #expect(signed.statement.previousRoot == nil)
        #expect(signed.statement.count == 4)
        #expect(try sandbox.findings().isEmpty)
        #expect(sandbox.store.inventory(of: signed.statement) == [1, 2, 3])
        #expect(sandbox.store.leaves()?.root == signed.statement.root)
        let found = try #require(try BaselineTree.proof(of: Array("/b".utf8), in: sandbox.store.database))
        #expect(found.proof.proves(found.entry, in: signed.statement.root))
    }

    @Test("only what is named is taken over")
    func approved() throws {
        let sandbox = try BaselineSandbox()
        let first = try sandbox.adopt()
        for name in ["a", "b", "e"] { sandbox.box.file(name, "second") }
        unlink(sandbox.box.root + "/c")
        unlink(sandbox.box.root + "/d")
        let found = try sandbox.differences()
        #expect(sandbox.paths(found) == ["/a", "/b", "/c", "/d", "/e"])
        let finding = "sha256:" + Hex.encode(found[4].digest)
        let second = try sandbox.approve("/a", "/c", finding)
        #expect(sandbox.paths(try sandbox.differences()) == ["/b", "/d"])
        #expect(second.statement.counter == 2)
        #expect(second.statement.previousRoot == first.statement.root)
        guard case .approved(let changes) = second.statement.origin else {
            Issue.record("the statement does not list what was approved")
            return
        }
        #expect(changes.map(\.path) == ["/a", "/c", "/e"])
        #expect(changes.map(\.kind) == [.changed, .removed, .added])
        #expect(try sandbox.findings(known: [RollbackEvidence(first, source: "x")]).isEmpty)
        try sandbox.approve("/b", "/d")
        #expect(try sandbox.differences().isEmpty)
    }

    @Test(
        "an approval of nothing, of everything or of a pattern is refused by name",
        arguments: [
            ("/z", "/z: is no change that was found"),
            ("/*", "/*: is a pattern; changes are approved one by one, by their whole path"),
            ("/[ab]", "/[ab]: is a pattern; changes are approved one by one, by their whole path"),
            ("/", "/: is no change that was found"),
            ("all", "all: is neither an absolute path nor sha256: with the digest of a finding"),
            ("sha256:00", "sha256:00: is no digest of a finding"),
            (
                "sha256:" + String(repeating: "0", count: 64),
                "sha256:" + String(repeating: "0", count: 64) + ": is no change that was found"
            ),
        ])
    func refused(_ word: String, _ sentence: String) throws {
        let sandbox = try BaselineSandbox()
        try sandbox.adopt()
        sandbox.box.file("a", "second")
        let before = try sandbox.box.read("db")
        do {
            try sandbox.approve("/a", word)
            Issue.record("was approved")
        } catch let error as BaselineError {
            #expect(error.description == sentence)
        }
        #expect(try sandbox.box.read("db") == before)
        #expect(try sandbox.findings().isEmpty)
        #expect(throws: BaselineError.self) { try sandbox.approve() }
    }

    @Test("a file whose name looks like a pattern is approved by that name")
    func patternName() throws {
        let sandbox = try BaselineSandbox(rule: "/ p+s+sha256")
        sandbox.box.file("bin/[", "x")
        try sandbox.adopt()
        sandbox.box.file("bin/[", "xyz")
        try sandbox.approve("/bin/[")
        #expect(try sandbox.differences().isEmpty)
    }

    @Test("a finding that was approved is that state of the file and no later one")
    func staleFinding() throws {
        let sandbox = try BaselineSandbox()
        try sandbox.adopt()
        sandbox.box.file("a", "second")
        let finding = "sha256:" + Hex.encode(try sandbox.differences()[0].digest)
        sandbox.box.file("a", "third, of the attacker")
        #expect(throws: BaselineError.self) { try sandbox.approve(finding) }
        let old = try sandbox.differences()
        try sandbox.approve("/a")
        #expect(throws: BaselineError.self) { try sandbox.approve("/a", of: old) }
    }

    @Test("columns that the configuration no longer asks for stay for what was not approved")
    func columns() throws {
        let sandbox = try BaselineSandbox(rule: "/[a-z]+ p+u+md5+sha256")
        try sandbox.adopt()
        let fewer = try sandbox.box.configuration("/[a-z]+ p+s")
        let store = sandbox.store
        let differences = try sandbox.box.run(.check, fewer).differences
        _ = try store.approve(
            [.path("/a")], of: differences, configuration: fewer, time: 0, by: TestSigner()
        ) { tree, previous, origin in BaselineSandbox.statement(tree, previous, origin) }
        let left = try sandbox.box.run(.check, sandbox.configuration).differences
        #expect(sandbox.paths(left) == ["/a"])
    }

    @Test("a changed database is found, and the first entry that differs is named")
    func tampered() throws {
        let sandbox = try BaselineSandbox()
        let signed = try sandbox.adopt()
        sandbox.box.file("b", "planted")
        _ = try sandbox.box.run(.initialize, sandbox.configuration)
        rename(sandbox.box.scratch.path + "/db.new", sandbox.box.scratch.path + "/db")
        let findings = try sandbox.findings()
        guard case .databaseDiffers(let path, _, let root) = findings.first, findings.count == 1 else {
            Issue.record("\(findings)")
            return
        }
        #expect(path == Array("/b".utf8))
        #expect(root == signed.statement.root)
        #expect(findings[0].sentence.hasSuffix("the first entry that differs is /b"))
        #expect(throws: BaselineError.self) { try sandbox.approve("/b") }
        unlink(sandbox.store.leavesPath)
        #expect(try sandbox.findings().count == 1)
        unlink(sandbox.store.path)
        guard case .damagedDatabase = try sandbox.findings().first else {
            Issue.record("a database that is gone is no finding")
            return
        }
    }

    @Test("a pair that is put back, or replaced by one of the same number, is found")
    func rolledBack() throws {
        let sandbox = try BaselineSandbox()
        try sandbox.adopt()
        let old = try ["db", "db.baseline", "db.leaves"].map { ($0, try sandbox.box.read($0)) }
        sandbox.box.file("a", "second")
        let second = try sandbox.approve("/a")
        let known = RollbackEvidence(second, source: "the annotation of node1")
        for (name, bytes) in old { sandbox.box.scratch.file(name, bytes: bytes) }
        #expect(try sandbox.findings().isEmpty)
        let findings = try sandbox.findings(known: [known])
        #expect(
            findings.map(\.sentence) == [
                "the baseline was put back: it is number 1, and the annotation of node1 knows of number 2"
            ])
        #expect(throws: BaselineError.self) { try sandbox.approve("/a", known: [known]) }
        sandbox.box.file("a", "other")
        let forged = try sandbox.approve("/a")
        #expect(forged.statement.counter == 2)
        #expect(try sandbox.findings(known: [known]) == [.forked(counter: 2, known)])
        sandbox.box.file("a", "once more")
        try sandbox.approve("/a")
        #expect(try sandbox.findings(known: [known]) == [.brokenChain(counter: 3, known)])
        let renewed = try sandbox.adopt(known: [known, RollbackEvidence(forged, source: "x")])
        #expect(renewed.statement.counter == 4)
    }

    @Test("a baseline made anew follows what is known elsewhere, even when the one at hand is gone or broken")
    func renewed() throws {
        let sandbox = try BaselineSandbox()
        try sandbox.adopt()
        sandbox.box.file("a", "second")
        let known = RollbackEvidence(try sandbox.approve("/a"), source: "the store")
        unlink(sandbox.store.statementPath)
        #expect(try sandbox.findings(known: [known]) == [.missing(known)])
        let third = try sandbox.adopt(known: [known])
        #expect(third.statement.counter == 3)
        #expect(try sandbox.findings(known: [known]).isEmpty)
        sandbox.box.scratch.file("db.baseline", "{")
        guard case .damagedStatement = try sandbox.findings().first else {
            Issue.record("a broken statement is no finding")
            return
        }
        let fourth = try sandbox.adopt(known: [RollbackEvidence(third, source: "the store")])
        #expect(fourth.statement.counter == 4)
    }

    @Test("a statement of another node, configuration or key is found")
    func others() throws {
        let sandbox = try BaselineSandbox()
        let signed = try sandbox.adopt(by: TestSigner(publicKey: [7]))
        let key = BaselineKeyID(publicKey: [1])
        let verifier = BaselineVerifier(
            node: "node2", configuration: [9], keyID: key, check: TestSigner.check)
        #expect(
            verifier.findings(signed) == [
                .otherKey(signed.keyID, expected: key), .otherNode("node1", expected: "node2"),
                .otherConfiguration(Digest.of([1], .sha256), expected: [9]),
            ])
        let distrusting = BaselineVerifier(node: "node1", check: { _, _, _ in false })
        #expect(distrusting.findings(signed) == [.badSignature(signed.keyID)])
    }
}
