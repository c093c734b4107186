import Bytes
import FileIntegrity
import Glibc
import Host
import IntegrityVerbs
import IntegrityWatch
import Ownership
import Signing

/// What a node does for a FileIntegrity, on a thread of its own: makes a database, compares the files with it, takes
/// approved changes over.
///
/// The engine sees the node's own paths; what people see has `/hostroot` before each, as upstream's logs have.
struct NodeWork: Sendable {
    /// The directory that is the node's `/`.
    let root: String
    let node: String
    let folder: NodeFolder
    let configuration: NodeConfiguration
    /// What the cluster remembers of the node.
    let published: PublishedBaseline?
    /// How many backups are kept.
    let backups: Int
    /// Files that were touched since the last check, which no index answers for.
    var touched: Set<FileKey> = []

    private var store: BaselineStore { BaselineStore(database: folder.database, check: Ed25519.check) }
    private var known: [RollbackEvidence] { [published?.evidence].compactMap { $0 } }

    /// Makes a database and puts it in the place of the one before.
    ///
    /// - Returns: the signed statement over it, and what could not be looked at.
    func initialize(at time: Int64) throws(NodeFailure) -> (signed: SignedStatement, problems: [String]) {
        do {
            try folder.make()
            folder.removeUnfinished()
            let made = try run(.initialize)
            try folder.keepBackup(at: time, limit: backups)
            // What the node had then tells an update from a tamper later.
            let inventory = try? PackageInventory(host: Host(root: root), time: time)
            let signed = try store.adopt(
                folder.newDatabase, inventory: inventory?.bytes, known: known, by: try folder.key()
            ) { tree, previous in
                statement(tree, previous, .initialized, made.configuration.dialect, at: time)
            }
            unlink(folder.newDatabase)
            return (signed, Self.problems(made.outcome))
        } catch { throw NodeFailure(error) }
    }

    /// Compares the files with the database, which has to be the published one.
    func check() throws(NodeFailure) -> (findings: NodeFindings, standing: StandingCheck) {
        do {
            let database = StandingCheck.status(of: folder.database)
            let signed = try verified()
            let (outcome, parsed) = try run(.check)
            var standing = StandingCheck(
                outcome: outcome, configuration: parsed, digest: configuration.digest, signed: signed,
                database: database)
            let findings = try draw(outcome, parsed, signed)
            standing.explanations = findings.explanations
            return (findings, standing)
        } catch { throw NodeFailure(error) }
    }

    /// Takes into a check what was found of single files since.
    ///
    /// - Returns: nil when all files have to be looked at instead.
    func update(
        _ standing: StandingCheck, with looks: IntegrityOutcome.Looks, at time: Int64
    ) throws(NodeFailure) -> (findings: NodeFindings, standing: StandingCheck)? {
        // Nobody has vouched for another database, and the statement's check takes reading all of it.
        guard standing.digest == configuration.digest, let database = standing.database,
            database == StandingCheck.status(of: folder.database),
            let outcome = standing.outcome.updated(with: looks, time: time)
        else { return nil }
        do {
            var next = standing
            next.outcome = outcome
            if standing.isExplanationDue(at: time) { return try explain(next) }
            var findings = try report(outcome, standing.configuration)
            if !findings.listed.isEmpty {
                let explanations = NodeExplanations(carrying: standing.explanations, to: findings.listed)
                findings.explanations = explanations
                next.pendingSince = explanations.isPending ? standing.pendingSince ?? time : nil
            }
            next.explanations = findings.explanations
            return (findings, next)
        } catch { throw NodeFailure(error) }
    }

    /// Asks who is answerable for the changes of a check.
    func explain(
        _ standing: StandingCheck
    ) throws(NodeFailure) -> (findings: NodeFindings, standing: StandingCheck) {
        do {
            var next = standing
            let findings = try draw(standing.outcome, standing.configuration, standing.signed)
            next.explanations = findings.explanations
            next.pendingSince = nil
            return (findings, next)
        } catch { throw NodeFailure(error) }
    }

    /// Takes changes over that somebody named, and says what is left.
    ///
    /// - Returns: also why nothing was taken over; nil when the changes were.
    func approve(
        _ words: [String], at time: Int64
    ) throws(NodeFailure) -> (findings: NodeFindings, signed: SignedStatement, refusal: String?) {
        do {
            var signed = try verified()
            let (outcome, parsed) = try run(.check)
            var refusal: String?
            do {
                let approvals = try words.map { try Approval(NodeConfiguration.below($0)) }
                signed = try store.approve(
                    approvals, of: outcome.differences,
                    configuration: parsed.with(
                        databaseIn: .file(folder.database), databaseOut: .file(folder.newDatabase)),
                    time: time, known: known, by: try folder.key()
                ) { tree, previous, origin in
                    statement(tree, previous, origin, parsed.dialect, at: time)
                }
            } catch let error as BaselineError where error.reason == .refused { refusal = "\(error)" }
            if refusal != nil { return (try draw(outcome, parsed, signed), signed, refusal) }
            let (left, _) = try run(.check)
            return (try draw(left, parsed, signed), signed, nil)
        } catch { throw NodeFailure(error) }
    }

    private func report(_ outcome: IntegrityOutcome, _ parsed: Configuration) throws -> NodeFindings {
        let findings = NodeFindings(
            outcome, parsed, problems: Self.problems(outcome), shownAs: parsed.databaseIn)
        try folder.writeLog(findings.report)
        return findings
    }

    private func draw(
        _ outcome: IntegrityOutcome, _ parsed: Configuration, _ signed: SignedStatement
    ) throws -> NodeFindings {
        var findings = try report(outcome, parsed)
        guard !findings.listed.isEmpty else { return findings }
        do {
            let inventory = try store.inventory(of: signed.statement).map {
                try PackageInventory(bytes: $0, name: store.inventoryPath)
            }
            findings.explanations = try NodeExplanations(
                outcome, listed: findings.listed, host: Host(root: root), inventory: inventory)
        } catch { findings.problems.append("the changes are not explained: \(error)") }
        return findings
    }

    /// The statement over the database, when both are what was signed and published.
    private func verified() throws -> SignedStatement {
        let wrong = try store.findings(
            BaselineVerifier(node: node, known: known, check: Ed25519.check))
        if !wrong.isEmpty {
            throw NodeFailure(code: 24, sentence: wrong.map(\.sentence).joined(separator: "; "))
        }
        guard let signed = try store.statement() else {
            throw NodeFailure(
                code: 24, sentence: "\(folder.database): there is no signed statement beside it")
        }
        return signed
    }

    private func statement(
        _ tree: BaselineTree, _ previous: BaselinePredecessor?, _ origin: BaselineStatement.Origin,
        _ dialect: Dialect, at time: Int64
    ) -> BaselineStatement {
        BaselineStatement(
            node: node, configuration: Digest.of(Array(configuration.text.utf8), .sha256), dialect: dialect,
            tree: tree, after: previous, time: time, origin: origin, author: "martlet agent")
    }

    private func run(
        _ action: IntegrityOutcome.Action
    ) throws -> (outcome: IntegrityOutcome, configuration: Configuration) {
        let host = try Host(root: root)
        let parsed = try configuration.parsed(hostName: host.name(), files: .of(host))
        let command = IntegrityCommand(
            configuration: parsed.with(
                databaseIn: .file(folder.database), databaseOut: .file(folder.newDatabase)),
            host: host, index: index, clock: { Int64(time(nil)) })
        return (try command.run(action), parsed)
    }

    private var index: ContentIndexUse {
        guard !touched.isEmpty else { return ContentIndexUse(path: folder.index) }
        return ContentIndexUse(path: folder.index) { [touched] in
            touched.contains(FileKey(device: $0.device, inode: $0.inode))
        }
    }

    /// What could not be looked at; what went away while it was looked at is no trouble.
    private static func problems(_ outcome: IntegrityOutcome) -> [String] {
        outcome.problems.map(\.message).filter { !$0.hasSuffix(": No such file or directory") }
            + (outcome.index?.hidden.map(\.message) ?? [])
    }
}
