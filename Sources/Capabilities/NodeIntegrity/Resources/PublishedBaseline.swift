/// What the cluster remembers of a node's database: who changes the node cannot change this as well.
///
/// A node that later shows another root under the same number, or a smaller number, was tampered with or rolled
/// back.
struct PublishedBaseline: Equatable, Sendable {
    /// The root of the Merkle tree over the database's entries, in hexadecimal digits.
    var root: String
    /// How often the database has been written; never smaller than before.
    var counter: UInt64
    /// Stands for the configuration that the database was made by.
    var configuration: String
    /// The last wish for a new database that it fulfils.
    var request: UInt64

    private static let rootKey = FileIntegrityGroup.key("baseline-root")
    private static let counterKey = FileIntegrityGroup.key("baseline-counter")
    private static let configurationKey = FileIntegrityGroup.key("baseline-config")
    private static let requestKey = FileIntegrityGroup.key("baseline-request")

    /// The annotations that a baseline is kept in.
    static let keys = [rootKey, counterKey, configurationKey, requestKey]

    init(root: String, counter: UInt64, configuration: String, request: UInt64) {
        self.root = root
        self.counter = counter
        self.configuration = configuration
        self.request = request
    }

    /// Reads annotations; nil when they tell of none.
    init?(_ annotations: [String: String]) {
        guard let root = annotations[Self.rootKey], !root.isEmpty,
            let counter = annotations[Self.counterKey].flatMap(UInt64.init)
        else { return nil }
        self.root = root
        self.counter = counter
        configuration = annotations[Self.configurationKey] ?? ""
        request = annotations[Self.requestKey].flatMap(UInt64.init) ?? 0
    }

    var annotations: [String: String] {
        [
            Self.rootKey: root, Self.counterKey: String(counter), Self.configurationKey: configuration,
            Self.requestKey: String(request),
        ]
    }

    /// What is wrong with a node that shows this baseline after `known`; nil when nothing is.
    func contradiction(to known: PublishedBaseline) -> String? {
        if counter < known.counter {
            return
                "the node's database was rolled back: it is number \(counter), and number \(known.counter) "
                + "with the root \(known.root) was published"
        }
        if counter == known.counter, root != known.root {
            return "the node's database was tampered with: number \(counter) has the root \(root), and "
                + "\(known.root) was published"
        }
        if counter > known.counter, request == known.request, configuration == known.configuration {
            return
                "the node's database was written anew although nobody asked for it: it is number \(counter), "
                + "and number \(known.counter) was published for the same wish and the same configuration"
        }
        return nil
    }
}
