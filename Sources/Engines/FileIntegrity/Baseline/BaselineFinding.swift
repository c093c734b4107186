import Bytes

/// A sign that a baseline is not the one that was approved.
public enum BaselineFinding: Sendable, Equatable {
    /// A baseline was published, and the node has none.
    case missing(RollbackEvidence)
    /// The statement cannot be read; the text says why.
    case damagedStatement(String)
    /// The database cannot be read; the text says why.
    case damagedDatabase(String)
    /// The statement's bytes were not signed by the key beside them.
    case badSignature(BaselineKeyID)
    /// The statement was signed by another key than the known one.
    case otherKey(BaselineKeyID, expected: BaselineKeyID)
    /// The statement is of another node.
    case otherNode(String, expected: String)
    /// The statement was made with another configuration than the one in force.
    case otherConfiguration([UInt8], expected: [UInt8])
    /// The database's entries are not the signed ones; the first that differs is named when that is known.
    case databaseDiffers(firstPath: [UInt8]?, root: [UInt8], signed: [UInt8])
    /// The statement is older than one that was published.
    case rolledBack(counter: Int, RollbackEvidence)
    /// The statement has the counter of a published one, and is another.
    case forked(counter: Int, RollbackEvidence)
    /// The statement follows another baseline than the published one.
    case brokenChain(counter: Int, RollbackEvidence)

    /// The finding in one sentence.
    public var sentence: String {
        switch self {
        case .missing(let known):
            "there is no baseline, although \(known.source) knows of number \(known.counter)"
        case .damagedStatement(let reason): "the baseline's statement cannot be read: \(reason)"
        case .damagedDatabase(let reason): "the baseline's database cannot be read: \(reason)"
        case .badSignature(let key):
            "the baseline's statement was changed after key \(Self.short(key)) signed it"
        case .otherKey(let key, let expected):
            "the baseline is signed by key \(Self.short(key)), and key \(Self.short(expected)) is known"
        case .otherNode(let node, let expected): "the baseline is of node \(node), and this is \(expected)"
        case .otherConfiguration(let digest, let expected):
            "the baseline was made with configuration \(Self.short(digest)), and \(Self.short(expected)) "
                + "is in force"
        case .databaseDiffers(let path, let root, let signed):
            "the database was changed after it was signed: its root is \(Self.short(root)) instead of "
                + Self.short(signed)
                + (path.map { ", and the first entry that differs is \(Self.shown($0))" } ?? "")
        case .rolledBack(let counter, let known):
            "the baseline was put back: it is number \(counter), and \(known.source) knows of number "
                + "\(known.counter)"
        case .forked(let counter, let known):
            "the baseline was replaced: \(known.source) knows of another number \(counter)"
        case .brokenChain(let counter, let known):
            "the baseline number \(counter) does not follow the number \(known.counter) that "
                + "\(known.source) knows of"
        }
    }

    private static func short(_ key: BaselineKeyID) -> String { String(key.description.prefix(16)) }
    private static func short(_ digest: [UInt8]) -> String { Hex.encode(digest.prefix(8)) }
    private static func shown(_ path: [UInt8]) -> String {
        String(decoding: PlainText.escaped(path), as: UTF8.self)
    }
}
