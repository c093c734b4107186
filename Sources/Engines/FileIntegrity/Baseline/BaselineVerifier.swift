/// Compares a database with its signed statement, and the statement with what is known elsewhere.
///
/// ```swift
/// let verifier = BaselineVerifier(node: "worker-1", known: [annotation, store], check: Ed25519.check)
/// for finding in verifier.findings(signed, database: .file(path)) { print(finding.sentence) }
/// ```
public struct BaselineVerifier: Sendable {
    private let node: String
    private let configuration: [UInt8]?
    private let keyID: BaselineKeyID?
    private let known: [RollbackEvidence]
    private let check: SignatureCheck

    /// Makes a verifier.
    ///
    /// - Parameters:
    ///   - node: the node's name.
    ///   - configuration: the SHA-256 of the configuration in force; nil when any will do.
    ///   - keyID: the key that has to have signed; nil when only the evidence names one.
    ///   - known: what is remembered outside of the node.
    ///   - check: checks a signature.
    public init(
        node: String, configuration: [UInt8]? = nil, keyID: BaselineKeyID? = nil,
        known: [RollbackEvidence] = [], check: @escaping SignatureCheck
    ) {
        self.node = node
        self.configuration = configuration
        self.keyID = keyID
        self.known = known
        self.check = check
    }

    /// What is wrong with a statement and its database; nothing when all is well.
    ///
    /// - Parameters:
    ///   - signed: the statement; nil when the node has none.
    ///   - leaves: the hashes of the entries that were signed, to name the first that differs; they are believed only
    ///     when their root is the signed one.
    public func findings(
        _ signed: SignedStatement?, database: Location, leaves: MerkleLeaves? = nil
    ) -> [BaselineFinding] {
        guard let signed else {
            return known.max { $0.counter < $1.counter }.map { [.missing($0)] } ?? []
        }
        return findings(signed) + findings(database, signed.statement, leaves)
    }

    /// What is wrong with a statement, whatever its database is.
    public func findings(_ signed: SignedStatement) -> [BaselineFinding] {
        let statement = signed.statement
        var findings: [BaselineFinding] = []
        if !signed.isSigned(check) { findings.append(.badSignature(signed.keyID)) }
        if let expected = keyID ?? latest?.keyID, signed.keyID != expected {
            findings.append(.otherKey(signed.keyID, expected: expected))
        }
        if statement.node != node { findings.append(.otherNode(statement.node, expected: node)) }
        if let configuration, statement.configuration != configuration {
            findings.append(.otherConfiguration(statement.configuration, expected: configuration))
        }
        let counter = statement.counter
        if let latest, counter < latest.counter {
            findings.append(.rolledBack(counter: counter, latest))
        }
        for evidence in known {
            if counter == evidence.counter, statement.root != evidence.root {
                findings.append(.forked(counter: counter, evidence))
            }
            if counter == evidence.counter + 1, statement.previousRoot != evidence.root {
                findings.append(.brokenChain(counter: counter, evidence))
            }
        }
        return findings
    }

    private var latest: RollbackEvidence? { known.max { $0.counter < $1.counter } }

    private func findings(
        _ database: Location, _ statement: BaselineStatement, _ leaves: MerkleLeaves?
    ) -> [BaselineFinding] {
        let trusted = leaves.flatMap { $0.root == statement.root ? $0 : nil }
        var firstPath: [UInt8]?
        var index = 0
        let tree: BaselineTree
        do throws(DatabaseError) {
            tree = try BaselineTree(database) { entry, hash in
                defer { index += 1 }
                guard let trusted, firstPath == nil else { return }
                if index >= trusted.count || trusted[index] != hash { firstPath = entry.path }
            }
        } catch {
            return [.damagedDatabase(error.description)]
        }
        if tree.root == statement.root, tree.count == statement.count { return [] }
        return [.databaseDiffers(firstPath: firstPath, root: tree.root, signed: statement.root)]
    }
}
