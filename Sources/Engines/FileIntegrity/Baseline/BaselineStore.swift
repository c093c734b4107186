import Bytes
import Glibc

/// A database with what makes it trusted, side by side: `NAME`, the signed statement `NAME.baseline`, the hashes of
/// the entries `NAME.leaves`, and what else belongs to it in `NAME.inventory`.
///
/// **A process may be killed anywhere and the last good pair stays.** The new files are written whole under
/// `NAME.next`, `NAME.inventory.next` and, last, `NAME.baseline.next`: with that name the new baseline is decided.
/// Then each takes the place of its elder, the statement last. Whoever takes the lock first looks for a decided
/// baseline and brings it to its end, or removes what was not decided.
public struct BaselineStore: Sendable {
    /// The database's file.
    public let path: String
    private let check: SignatureCheck

    /// A store beside a database's file, which need not be there yet.
    public init(database path: String, check: @escaping SignatureCheck) {
        self.path = LocationPath.expanded(path)
        self.check = check
    }

    /// The database.
    public var database: Location { .file(path) }
    /// The statement's file.
    public var statementPath: String { path + ".baseline" }
    /// The file of the entries' hashes.
    public var leavesPath: String { path + ".leaves" }
    /// The file of what else belongs to the baseline.
    public var inventoryPath: String { path + ".inventory" }

    /// The statement in force; nil when there is none.
    ///
    /// A baseline that was decided and not finished is finished.
    ///
    /// - Throws: ``BaselineError``.
    public func statement() throws(BaselineError) -> SignedStatement? {
        let lock = try BaselineLock(path)
        defer { lock.release() }
        try recover()
        return try read(statementPath)
    }

    /// The hashes of the entries that were signed; nil when they are not at hand.
    ///
    /// They are good for no more than their root.
    public func leaves() -> MerkleLeaves? {
        (try? bytes(leavesPath)).flatMap { bytes in bytes.flatMap { MerkleLeaves(bytes: $0) } }
    }

    /// What else belongs to the baseline, as the statement knows it; nil when there is none or it was changed.
    public func inventory(of statement: BaselineStatement) -> [UInt8]? {
        guard let bytes = (try? bytes(inventoryPath)) ?? nil, Digest.of(bytes, .sha256) == statement.inventory
        else { return nil }
        return bytes
    }

    /// What is wrong with the baseline; nothing when all is well.
    public func findings(_ verifier: BaselineVerifier) throws(BaselineError) -> [BaselineFinding] {
        let signed: SignedStatement?
        do throws(BaselineError) { signed = try statement() } catch {
            if error.reason == .damaged { return [.damagedStatement(error.description)] }
            throw error
        }
        return verifier.findings(signed, database: database, leaves: leaves())
    }

    /// Makes a whole database the baseline: the first one, or one made anew.
    ///
    /// - Parameters:
    ///   - candidate: the database's file, which stays; it may be the store's own.
    ///   - inventory: what else belongs to the baseline.
    ///   - known: what is remembered elsewhere, which the new baseline follows when the one at hand is older or broken.
    ///   - make: writes the statement over the database's tree and what it follows.
    /// - Throws: ``BaselineError``, ``DatabaseError``, or what the signer throws; the old pair is in force then.
    public func adopt(
        _ candidate: String, inventory: [UInt8]? = nil, known: [RollbackEvidence] = [],
        by signer: any BaselineSigner,
        _ make: (_ tree: BaselineTree, _ previous: BaselinePredecessor?) -> BaselineStatement
    ) throws -> SignedStatement {
        let lock = try BaselineLock(path)
        defer { lock.release() }
        try recover()
        // A statement that is broken is replaced; its place in the chain is what is known elsewhere.
        let previous = BaselinePredecessor((try? trusted()) ?? nil, known: known)
        if LocationPath.expanded(candidate) != path {
            try BaselineFile.copy(LocationPath.expanded(candidate), to: path + Self.next)
        }
        return try decide(previous, inventory, signer, make)
    }

    /// Takes named changes over, and nothing else.
    ///
    /// - Parameters:
    ///   - approvals: what is named.
    ///   - differences: what a check found, all of it.
    ///   - inventory: what belongs to the new baseline; nil keeps what there is.
    ///   - known: what is remembered elsewhere; an older baseline takes nothing over.
    ///   - make: writes the statement over the new tree, the statement before and the changes.
    /// - Throws: ``BaselineError`` when an approval matches nothing or the baseline is not the signed one.
    public func approve(
        _ approvals: [Approval], of differences: [Difference], configuration: Configuration, time: Int64,
        inventory: [UInt8]? = nil, known: [RollbackEvidence] = [], by signer: any BaselineSigner,
        _ make: (BaselineTree, _ previous: BaselinePredecessor?, BaselineStatement.Origin) ->
            BaselineStatement
    ) throws -> SignedStatement {
        let lock = try BaselineLock(path)
        defer { lock.release() }
        try recover()
        guard let previous = try trusted() else {
            throw BaselineError(statementPath, "there is no baseline to approve into", reason: .refused)
        }
        for evidence in known where evidence.counter >= previous.counter {
            guard evidence.counter == previous.counter, evidence.root == previous.root else {
                throw BaselineError(
                    statementPath, "is not the baseline that \(evidence.source) knows of", reason: .refused)
            }
        }
        let tree = try BaselineTree(database)
        guard tree.root == previous.root else {
            throw BaselineError(path, "was changed after it was signed", reason: .refused)
        }
        let approved = try Approval.select(approvals, from: differences)
        try ApprovedDatabase(configuration: configuration, time: time)
            .write(approved, over: database, to: .file(path + Self.next))
        let changes = approved.map { change in
            BaselineStatement.ApprovedChange(
                path: String(decoding: PlainText.escaped(change.path), as: UTF8.self), kind: change.kind,
                digest: change.digest)
        }
        let kept = try inventory ?? (previous.inventory == nil ? nil : bytes(inventoryPath))
        let follows = BaselinePredecessor(previous, known: known)
        return try decide(follows, kept, signer) { tree, previous in
            make(tree, previous, .approved(changes))
        }
    }

    // MARK: The steps

    private static let next = ".next"

    /// The statement in force when its signature is good; a pair that was tampered with is not built upon.
    private func trusted() throws(BaselineError) -> BaselineStatement? {
        guard let signed = try read(statementPath) else { return nil }
        guard signed.isSigned(check) else {
            throw BaselineError(statementPath, "was changed after it was signed", reason: .refused)
        }
        return signed.statement
    }

    private func decide(
        _ previous: BaselinePredecessor?, _ inventory: [UInt8]?, _ signer: any BaselineSigner,
        _ make: (BaselineTree, BaselinePredecessor?) -> BaselineStatement
    ) throws -> SignedStatement {
        let new = BaselineFile.exists(path + Self.next) ? path + Self.next : path
        var leaves = MerkleLeaves()
        let tree = try BaselineTree(.file(new)) { _, hash in leaves.append(hash) }
        var statement = make(tree, previous)
        statement.inventory = inventory.map { Digest.of($0, .sha256) }
        let signed = try SignedStatement(statement, by: signer)
        if let inventory { try BaselineFile.write(inventory, to: inventoryPath + Self.next) }
        try BaselineFile.write(signed.bytes, to: statementPath + Self.next)
        try finish(signed.statement)
        // The hashes prove themselves, so they need no part in the decision.
        try BaselineFile.write(leaves.bytes, to: leavesPath)
        return signed
    }

    private func finish(_ statement: BaselineStatement) throws(BaselineError) {
        if BaselineFile.exists(path + Self.next) { try BaselineFile.move(path + Self.next, to: path) }
        if statement.inventory != nil, BaselineFile.exists(inventoryPath + Self.next) {
            try BaselineFile.move(inventoryPath + Self.next, to: inventoryPath)
        }
        try BaselineFile.move(statementPath + Self.next, to: statementPath)
    }

    /// Brings a decided baseline to its end and removes what was not decided; needs the lock.
    private func recover() throws(BaselineError) {
        if let decided = (try? read(statementPath + Self.next)) ?? nil, isNext(decided) {
            return try finish(decided.statement)
        }
        for part in [statementPath, inventoryPath, path] { BaselineFile.remove(part + Self.next) }
        for part in [statementPath + Self.next, inventoryPath + Self.next, path + Self.next, leavesPath] {
            BaselineFile.removeUnfinished(part)
        }
    }

    /// Whether a decided statement follows the one in force, is signed, and has all its parts.
    private func isNext(_ signed: SignedStatement) -> Bool {
        guard signed.isSigned(check) else { return false }
        let statement = signed.statement
        if let current = (try? read(statementPath)) ?? nil {
            guard statement.counter > current.statement.counter else { return false }
        }
        let new = BaselineFile.exists(path + Self.next) ? path + Self.next : path
        guard let tree = try? BaselineTree(.file(new)), tree.root == statement.root else { return false }
        guard let inventory = statement.inventory else { return true }
        let part = inventoryPath + (BaselineFile.exists(inventoryPath + Self.next) ? Self.next : "")
        return (try? bytes(part)).flatMap { $0.map { Digest.of($0, .sha256) } } == inventory
    }

    private func read(_ path: String) throws(BaselineError) -> SignedStatement? {
        guard let bytes = try bytes(path) else { return nil }
        return try SignedStatement(bytes: bytes, name: path)
    }

    private func bytes(_ path: String) throws(BaselineError) -> [UInt8]? {
        try BaselineFile.read(path)
    }
}
