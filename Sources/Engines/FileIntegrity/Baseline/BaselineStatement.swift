/// What is signed of a baseline: which entries it has, for whom, by which rules, and what it follows.
public struct BaselineStatement: Sendable, Equatable {
    /// One change that was taken over.
    public struct ApprovedChange: Sendable, Equatable {
        /// The file; control characters are octal.
        public var path: String
        /// What had happened to it.
        public var kind: Difference.Kind
        /// The digest of the change (``Difference/digest``), which also tells names apart that look the same.
        public var digest: [UInt8]

        /// Makes an approved change.
        public init(path: String, kind: Difference.Kind, digest: [UInt8]) {
            self.path = path
            self.kind = kind
            self.digest = digest
        }
    }

    /// Where the entries come from.
    public enum Origin: Sendable, Equatable {
        /// The machine as it was: a first baseline, or one that was made anew.
        case initialized
        /// The baseline before, with some changes taken over.
        case approved([ApprovedChange])
    }

    /// The node whose files they are.
    public var node: String
    /// The SHA-256 of the configuration.
    public var configuration: [UInt8]
    /// The configuration's language.
    public var dialect: Dialect
    /// The root of the tree of entries.
    public var root: [UInt8]
    /// How many entries there are.
    public var count: Int
    /// The tree of entries.
    public var tree: BaselineTree { BaselineTree(root: root, count: count) }
    /// One more than the baseline before had; the first has 1.
    public var counter: Int
    /// The root of the baseline before; nil for the first.
    public var previousRoot: [UInt8]?
    /// Seconds since 1970.
    public var time: Int64
    /// Where the entries come from.
    public var origin: Origin
    /// Who made or approved it.
    public var author: String
    /// The SHA-256 of what else belongs to the baseline, such as the list of packages; nil for nothing.
    public var inventory: [UInt8]?

    /// Makes a statement.
    public init(
        node: String, configuration: [UInt8], dialect: Dialect, tree: BaselineTree,
        after previous: BaselinePredecessor?, time: Int64, origin: Origin, author: String,
        inventory: [UInt8]? = nil
    ) {
        self.node = node
        self.configuration = configuration
        self.dialect = dialect
        self.root = tree.root
        self.count = tree.count
        self.counter = (previous?.counter ?? 0) + 1
        self.previousRoot = previous?.root
        self.time = time
        self.origin = origin
        self.author = author
        self.inventory = inventory
    }
}

/// The place in the chain that a new baseline follows.
public struct BaselinePredecessor: Sendable, Equatable {
    /// The counter.
    public var counter: Int
    /// The root.
    public var root: [UInt8]

    /// What a new baseline follows: the statement in force, or what is known elsewhere when that is as new.
    ///
    /// A first or broken baseline follows what was published, so that making it anew never looks like putting it back.
    public init?(_ statement: BaselineStatement?, known: [RollbackEvidence]) {
        let latest = known.max { $0.counter < $1.counter }
        if let latest, latest.counter >= statement?.counter ?? 0 {
            (counter, root) = (latest.counter, latest.root)
        } else if let statement {
            (counter, root) = (statement.counter, statement.root)
        } else {
            return nil
        }
    }
}
