import Bytes
import Glibc
import ScratchRoots

@testable import FileIntegrity

/// A signer of tests: anybody who knows the key may sign, which is enough to tell who did.
struct TestSigner: BaselineSigner {
    var publicKey: [UInt8] = Array("one".utf8)

    func signature(of message: [UInt8]) -> [UInt8] { Digest.of(publicKey + message, .sha256) }

    @Sendable static func check(_ signature: [UInt8], _ message: [UInt8], _ publicKey: [UInt8]) -> Bool {
        signature == Digest.of(publicKey + message, .sha256)
    }
}

/// A tree with a baseline.
struct BaselineSandbox {
    let box: Sandbox
    let configuration: Configuration
    let store: BaselineStore

    init(files: [String] = ["a", "b", "c", "d"], rule: String = "/[a-z]+ p+s+sha256") throws {
        box = try Sandbox()
        for name in files { box.file(name, "first \(name)") }
        configuration = try box.configuration(rule)
        store = BaselineStore(database: box.scratch.path + "/db", check: TestSigner.check)
    }

    /// A statement's parts that do not matter here.
    static func statement(
        _ tree: BaselineTree, _ previous: BaselinePredecessor?,
        _ origin: BaselineStatement.Origin = .initialized
    ) -> BaselineStatement {
        BaselineStatement(
            node: "node1", configuration: Digest.of([1], .sha256), dialect: .v0_18, tree: tree,
            after: previous, time: 1_700_000_000, origin: origin, author: "tests")
    }

    @discardableResult
    func adopt(
        inventory: [UInt8]? = nil, known: [RollbackEvidence] = [], by signer: TestSigner = TestSigner()
    ) throws -> SignedStatement {
        _ = try box.run(.initialize, configuration)
        return try store.adopt(
            box.scratch.path + "/db.new", inventory: inventory, known: known, by: signer
        ) { tree, previous in Self.statement(tree, previous) }
    }

    func differences() throws -> [Difference] { try box.run(.check, configuration).differences }

    @discardableResult
    func approve(
        _ words: String..., of differences: [Difference]? = nil, known: [RollbackEvidence] = []
    ) throws -> SignedStatement {
        var approvals: [Approval] = []
        for word in words { approvals.append(try Approval(word)) }
        return try store.approve(
            approvals, of: differences ?? self.differences(), configuration: configuration,
            time: 1_700_000_000, known: known, by: TestSigner()
        ) { tree, previous, origin in Self.statement(tree, previous, origin) }
    }

    func findings(known: [RollbackEvidence] = []) throws -> [BaselineFinding] {
        try store.findings(BaselineVerifier(node: "node1", known: known, check: TestSigner.check))
    }

    func paths(_ differences: [Difference]) -> [String] {
        differences.map { String(decoding: $0.path, as: UTF8.self) }
    }
}
