public import FileIntegrity
import Host

/// What `martlet integrity init|check|update|compare` does, without a command line around it.
///
/// ```swift
/// let verb = try IntegrityVerb(configuration: .file("/etc/aide.conf"), files: files)
/// let result = try verb.run(.check, clock: clock)
/// print(result.summary)
/// ```
///
/// There is one database: the baseline. Unlike with AIDE, what `init` and `update` write is what the next `check`
/// reads, and it is replaced only when the new one is whole.
public struct IntegrityVerb {
    /// The configuration, with what it was told about.
    public private(set) var configuration: Configuration
    /// The baseline's file; nil when the configuration reads it from a stream.
    public let baseline: String?
    let options: Options
    private var onProgress: ((Int) -> Void)?
    private var expectedTree: BaselineTree?
    /// What the files are limited to.
    public let limit: PathLimit?

    /// What the command line may say besides the configuration.
    public struct Options: Sendable {
        /// The version of AIDE's language; nil for the usual one.
        public var dialect: Dialect?
        /// The baseline; nil for `database_in` of the configuration, or the usual place.
        public var database: String?
        /// The other database of a comparison; nil for `database_new`.
        public var otherDatabase: String?
        /// Where the baseline is when nothing else is said.
        public var place = BaselinePlace.usual
        /// Whether ``place`` was chosen, not taken because nothing was said.
        public var placeIsChosen = false
        /// The directory that is the machine's `/`; nil for the configuration's `root_prefix`.
        public var root: String?
        /// An expression that the files are limited to.
        public var limit: String?
        /// How many threads read contents.
        public var workers: Int?
        /// Whether digests may come from the content index beside the baseline.
        public var usesIndex = false
        /// Whether the database's own digests are wanted, which only AIDE's reports show.
        public var showsDatabaseDigests = true
        /// The node's name in the baseline's statement; nil for the machine's own.
        public var node: String?

        /// Nothing is said.
        public init() {}
    }

    /// Reads the configuration.
    ///
    /// - Throws: ``ConfigurationError``, ``IntegrityError``, or a pattern's error when the limit is none.
    public init(
        configuration source: ConfigurationSource, options: Options = Options(), files: ConfigurationFiles
    ) throws {
        var reader = ConfigurationReader(dialect: options.dialect ?? source.dialect, files: files)
        reader.workersAreGiven = options.workers != nil
        try source.read(into: &reader)
        var named: String?
        if case .file(let path)? = reader.configuration.databaseIn { named = LocationPath.expanded(path) }
        let isStream = reader.configuration.databaseIn != nil && named == nil && options.database == nil
        baseline = isStream ? nil : options.database ?? named ?? options.place.database
        let usesUsualPlace = baseline == BaselinePlace.usual.database && !options.placeIsChosen
        if usesUsualPlace, let root = options.root, root != "/" {
            throw IntegrityError(
                .usage,
                "--root \(root): the usual baseline is that of this machine; name another with --state-dir or "
                    + "--database")
        }
        configuration = reader.configuration.with(
            databaseIn: baseline.map { .file($0) }, databaseNew: options.otherDatabase.map { .file($0) },
            databaseDigests: options.showsDatabaseDigests ? nil : [])
        limit = try options.limit.map { text in try PathLimit(text) }
        self.options = options
    }

    /// The machine whose files are looked at.
    ///
    /// - Throws: ``HostError``.
    public func host() throws -> Host {
        let prefix = options.root ?? configuration.rootPrefix ?? ""
        return try Host(root: prefix.isEmpty ? "/" : prefix)
    }

    /// The node's name in statements.
    ///
    /// - Throws: ``HostError``.
    public func node() throws -> String {
        if let node = options.node { return node }
        let name = try host().name()
        return name.isEmpty ? "unnamed" : name
    }

    /// Carries out an action; the configuration's own reports are not written.
    ///
    /// - Throws: ``DatabaseError``, ``IntegrityError`` or ``HostError``.
    public func run(
        _ action: IntegrityOutcome.Action, clock: @escaping () -> Int64
    ) throws -> IntegrityResult {
        var command = IntegrityCommand(
            configuration: configuration, host: action == .compare ? try Host() : try host(), limit: limit,
            workers: options.workers, index: action == .compare ? nil : index, clock: clock)
        command.onProgress = onProgress
        command.expectedTree = expectedTree
        return IntegrityResult(outcome: try command.run(action), configuration: configuration)
    }

    /// The verb telling how many entries there are so far.
    public func watched(_ onProgress: ((Int) -> Void)?) -> IntegrityVerb {
        var copy = self
        copy.onProgress = onProgress
        return copy
    }

    /// The verb whose check believes only a database that has this tree.
    func expecting(_ tree: BaselineTree) -> IntegrityVerb {
        var copy = self
        copy.expectedTree = tree
        return copy
    }

    /// The verb with its new database elsewhere.
    func writing(to path: String) -> IntegrityVerb {
        var copy = self
        copy.configuration = configuration.with(databaseOut: .file(path))
        return copy
    }

    /// The content index that digests may come from; nil when they may not.
    public var index: ContentIndexUse? {
        guard options.usesIndex, let baseline else { return nil }
        return ContentIndexUse(path: baseline + ".index")
    }
}
