import Bytes
public import ChangeExplanation
public import FileIntegrity
import Glibc
import Host
import Ownership
import Signing

/// A machine's baseline with the key that signs it: what `init`, `verify`, `approve` and `update` work on.
///
/// ```swift
/// let baseline = try TrustedBaseline(of: verb)
/// for finding in try baseline.findings() { print(finding.sentence) }
/// ```
public struct TrustedBaseline {
    private let verb: IntegrityVerb
    private let path: String
    private let store: BaselineStore
    private let node: String
    private let keyPath: String
    /// What is remembered of the baseline elsewhere.
    public var known: [RollbackEvidence] = []
    /// Is told how many entries there are so far.
    public var onProgress: ((Int) -> Void)?

    /// The baseline of a verb.
    ///
    /// - Throws: ``IntegrityError`` when it is no file, or when somebody else can write where it is.
    public init(of verb: IntegrityVerb) throws {
        guard let path = verb.baseline else {
            throw IntegrityError(
                .usage, "database_in: a baseline has to be a file; name one with --database")
        }
        self.verb = verb
        self.path = path
        node = try verb.node()
        keyPath = verb.options.place.directory + "/baseline.key"
        store = BaselineStore(database: path, check: Ed25519.check)
        for place in [Self.folder(of: path), path, store.statementPath, verb.options.place.directory] {
            try BaselinePlace.requireOwn(place)
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    // MARK: Looking

    /// Whether there is a database; one that was made a moment before the machine stopped is brought to its end.
    public func isThere() throws -> Bool {
        if access(Self.folder(of: path), F_OK) != 0 { return false }
        _ = try? store.statement()
        return access(path, F_OK) == 0
    }

    /// Refuses to go on without a database.
    ///
    /// - Throws: ``IntegrityError``.
    public func require() throws {
        guard try !isThere() else { return }
        throw IntegrityError(
            .noBaseline, "\(path): there is no baseline yet; make one with `martlet integrity init`")
    }

    /// The signed statement; nil when there is none.
    public func statement() throws -> SignedStatement? { try store.statement() }

    /// Whether nothing can be said of the baseline because nobody signed it, as with a database of AIDE's own.
    public func isUnsigned() throws -> Bool { try !hasToBeSigned && statement() == nil }

    /// In our own place every baseline is signed.
    private var hasToBeSigned: Bool { path == verb.options.place.database && access(path, F_OK) == 0 }

    /// What is wrong with the baseline itself; nothing when all is well, or when a foreign database is not signed.
    ///
    /// - Throws: ``BaselineError`` when the system refuses to read it.
    public func findings() throws -> [BaselineFinding] {
        let findings = try store.findings(verifier())
        if findings.isEmpty, hasToBeSigned, access(store.statementPath, F_OK) != 0 {
            return [
                .damagedStatement(
                    "\(store.statementPath) is not there, although every baseline here is signed")
            ]
        }
        return findings
    }

    private func verifier() throws -> BaselineVerifier {
        BaselineVerifier(
            // A key that was published elsewhere says more than the one that lies here.
            node: node, configuration: verb.configuration.digest, keyID: known.isEmpty ? try keyID() : nil,
            known: known, check: Ed25519.check)
    }

    /// The name of the machine's key; nil when it has none or it is not ours to read.
    private func keyID() throws -> BaselineKeyID? {
        guard access(keyPath, R_OK) == 0 else { return nil }
        return BaselineKeyID(publicKey: try BaselineKeyFile(keyPath).key().publicKey)
    }

    /// Compares the files with the baseline, and the baseline with its statement and with what is ``known``.
    ///
    /// The statement is looked at first. When nothing speaks against it the database is read once, and the tree of
    /// its entries is made while they are compared; nothing is told before it was found to be the signed one.
    /// Otherwise the baseline is looked through to say what is wrong with it, and the files are compared with it
    /// all the same.
    ///
    /// - Throws: ``BaselineError``, ``DatabaseError`` or what the machine says.
    public func check(clock: @escaping () -> Int64) throws -> IntegrityResult {
        let verb = verb.watched(onProgress)
        if let signed = (try? store.statement()) ?? nil, try verifier().findings(signed).isEmpty {
            do {
                return try verb.expecting(signed.statement.tree).run(.check, clock: clock)
            } catch is DatabaseError {
                // What is wrong with the database is found out below.
            }
        }
        let findings = try findings()
        var result = try verb.run(.check, clock: clock)
        result.baseline = findings
        return result
    }

    /// Who is asked whether a change is explained: the machine's package managers, with the packages that it had
    /// when the baseline was made.
    ///
    /// - Throws: ``OwnershipError`` when their records cannot be read.
    public func explainer() throws -> ChangeExplainer {
        var inventory: PackageInventory?
        if let statement = (try? store.statement())?.statement, let bytes = store.inventory(of: statement) {
            inventory = try PackageInventory(bytes: bytes, name: store.inventoryPath)
        }
        return try ChangeExplainer(host: verb.host(), inventory: inventory)
    }

    // MARK: Making and changing

    /// Makes the first baseline, or a new one in the place of the old.
    ///
    /// - Throws: ``IntegrityError`` when there is one and `replaces` does not say that it may go.
    public func initialize(
        replaces: Bool, author: String, clock: @escaping () -> Int64
    ) throws -> (result: IntegrityResult, signed: SignedStatement) {
        try BaselinePlace(directory: Self.folder(of: path)).make()
        let key = try makeKey()
        if try isThere(), !replaces {
            throw IntegrityError(
                .baselineExists,
                "\(path): is a baseline already; `approve` takes named changes over, and --replace forgets what it says"
            )
        }
        let candidate = path + ".candidate"
        defer { unlink(candidate) }
        let inventory = try packages(clock())
        let result = try verb.writing(to: candidate).watched(onProgress).run(.initialize, clock: clock)
        let signed = try store.adopt(candidate, inventory: inventory, known: known, by: key) {
            tree, previous in
            statement(tree, previous, .initialized, author, clock())
        }
        return (result, signed)
    }

    /// Takes over the changes of a check that are explained; nil when there are none.
    ///
    /// From then on an update is one that comes after this.
    ///
    /// - Throws: ``BaselineError`` when the baseline is not the signed one.
    public func takeExplained(
        of result: IntegrityResult, author: String, time: Int64
    ) throws -> SignedStatement? {
        let explained = try result.findings.filter(\.isExplained).map { finding in
            // A path is found faster than a digest; where it was written otherwise the digest names it.
            try Approval(finding.hasPlainPath ? finding.path : finding.digest)
        }
        if explained.isEmpty { return nil }
        return try approve(explained, of: result, inventory: packages(time), author: author, time: time)
    }

    /// Takes named changes of a check over; everything else stays as it was.
    ///
    /// - Throws: ``BaselineError`` when an approval names no change, or the baseline is not the signed one.
    public func approve(
        _ approvals: [Approval], of result: IntegrityResult, inventory: [UInt8]? = nil, author: String,
        time: Int64
    ) throws -> SignedStatement {
        try store.approve(
            approvals, of: result.outcome.differences, configuration: verb.configuration, time: time,
            inventory: inventory, known: known, by: makeKey()
        ) { tree, previous, origin in
            statement(tree, previous, origin, author, time)
        }
    }

    /// The packages that the machine has; nil when nothing can be said of them.
    private func packages(_ time: Int64) throws -> [UInt8]? {
        try? PackageInventory(host: verb.host(), time: time).bytes
    }

    private func makeKey() throws -> Ed25519Key {
        try verb.options.place.make()
        return try BaselineKeyFile(keyPath).key()
    }

    private func statement(
        _ tree: BaselineTree, _ previous: BaselinePredecessor?, _ origin: BaselineStatement.Origin,
        _ author: String, _ time: Int64
    ) -> BaselineStatement {
        BaselineStatement(
            node: node, configuration: verb.configuration.digest, dialect: verb.configuration.dialect,
            tree: tree, after: previous, time: time, origin: origin, author: author)
    }
}
