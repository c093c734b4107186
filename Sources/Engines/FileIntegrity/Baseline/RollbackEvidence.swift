import Bytes

/// What somebody outside of the node remembers of its latest baseline.
///
/// A node's database, statement and even its key can be put back as they were. What was published elsewhere, in an
/// annotation of the node's status and in the operator's store, cannot.
public struct RollbackEvidence: Sendable, Equatable {
    /// The counter.
    public var counter: Int
    /// The root.
    public var root: [UInt8]
    /// The key that signed it.
    public var keyID: BaselineKeyID
    /// Where it was published, in words that end a sentence: `the annotation of worker-1`.
    public var source: String

    /// Makes evidence.
    public init(counter: Int, root: [UInt8], keyID: BaselineKeyID, source: String) {
        self.counter = counter
        self.root = root
        self.keyID = keyID
        self.source = source
    }

    /// What there is to publish of a statement.
    public init(_ signed: SignedStatement, source: String) {
        self.init(
            counter: signed.statement.counter, root: signed.statement.root, keyID: signed.keyID,
            source: source)
    }

    /// One line for an annotation: `COUNTER:ROOT:KEY`.
    public var text: String { "\(counter):\(Hex.encode(root)):\(keyID)" }

    /// Reads what ``text`` wrote; nil when it is something else.
    public init?(_ text: String, source: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let counter = Int(parts[0]), BaselineStatement.counters.contains(counter),
            let root = Hex.decode(parts[1]),
            root.count == MerkleLeaves.width, let keyID = BaselineKeyID(String(parts[2]))
        else { return nil }
        self.init(counter: counter, root: root, keyID: keyID, source: source)
    }
}
