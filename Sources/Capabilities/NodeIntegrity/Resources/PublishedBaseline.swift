import Bytes
import FileIntegrity

/// What the cluster remembers of a node's database: who changes the node cannot change this as well.
///
/// A node that later shows another root under the same number, a smaller number, or a new one that nobody asked for,
/// was tampered with or rolled back.
struct PublishedBaseline: Equatable, Sendable {
    /// The root of the Merkle tree over the database's entries, in hexadecimal digits.
    var root: String
    /// How often the database has been written; never smaller than before.
    var counter: Int
    /// The name of the key that signed it.
    var key: String
    /// Stands for the configuration that the database was made by.
    var configuration: String
    /// The last wish for a new database that it fulfils.
    var request: UInt64

    /// `COUNTER:ROOT:KEY`, as `martlet integrity verify` takes it.
    static let evidenceKey = FileIntegrityGroup.key("baseline")
    private static let configurationKey = FileIntegrityGroup.key("baseline-config")
    private static let requestKey = FileIntegrityGroup.key("baseline-request")

    /// The annotations that a baseline is kept in.
    static let keys = [evidenceKey, configurationKey, requestKey]

    init(root: String, counter: Int, key: String, configuration: String, request: UInt64) {
        self.root = root
        self.counter = counter
        self.key = key
        self.configuration = configuration
        self.request = request
    }

    /// What there is to publish of a node's statement.
    init(_ signed: SignedStatement, configuration: String, request: UInt64) {
        self.init(
            root: Hex.encode(signed.statement.root), counter: signed.statement.counter,
            key: signed.keyID.description, configuration: configuration, request: request)
    }

    /// Reads annotations; nil when they tell of none.
    init?(_ annotations: [String: String]) {
        let parts = (annotations[Self.evidenceKey] ?? "").split(separator: ":").map(String.init)
        guard parts.count == 3, let counter = Int(parts[0]), counter > 0 else { return nil }
        self.init(
            root: parts[1], counter: counter, key: parts[2],
            configuration: annotations[Self.configurationKey] ?? "",
            request: annotations[Self.requestKey].flatMap(UInt64.init) ?? 0)
    }

    var annotations: [String: String] {
        [
            Self.evidenceKey: "\(counter):\(root):\(key)", Self.configurationKey: configuration,
            Self.requestKey: String(request),
        ]
    }

    /// What the engine compares a node's own statement with.
    var evidence: RollbackEvidence? {
        RollbackEvidence("\(counter):\(root):\(key)", source: "the node's FileIntegrityNodeStatus")
    }

    /// What is wrong with a node that shows this baseline after `known`; nil when nothing is.
    ///
    /// - Parameter isApproved: whether somebody asked for changes to be taken over.
    func contradiction(to known: PublishedBaseline, isApproved: Bool) -> String? {
        if counter < known.counter {
            return
                "the node's database was rolled back: it is number \(counter), and number \(known.counter) "
                + "with the root \(known.root) was published"
        }
        if counter == known.counter, root != known.root {
            return "the node's database was tampered with: number \(counter) has the root \(root), and "
                + "\(known.root) was published"
        }
        let isAsked = request > known.request || configuration != known.configuration || isApproved
        if !isAsked, counter > known.counter {
            return
                "the node's database was written anew although nobody asked for it: it is number \(counter), "
                + "and number \(known.counter) was published for the same wish and the same configuration"
        }
        if !isAsked, key != known.key {
            return "the node's database is signed by another key than the published one"
        }
        return nil
    }
}
