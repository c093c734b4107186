public import FileIntegrity
import Glibc
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
    public let configuration: Configuration
    /// The baseline's file; nil when the configuration reads it from a stream.
    public let baseline: String?
    private let root: String?
    private let limit: PathLimit?
    private let workers: Int?

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
        if let baseline { reader.setDatabases(in: .file(baseline), out: .file(baseline)) }
        if let other = options.otherDatabase { reader.setDatabases(new: .file(other)) }
        configuration = reader.configuration
        root = options.root
        limit = try options.limit.map { text in try PathLimit(text) }
        workers = options.workers
    }

    /// Carries out an action; the configuration's own reports are not written.
    ///
    /// - Parameter replaces: whether `init` may take the place of a baseline that is there.
    /// - Throws: ``DatabaseError``, ``IntegrityError`` or ``HostError``.
    public func run(
        _ action: IntegrityOutcome.Action, replaces: Bool = false, clock: @escaping () -> Int64
    ) throws -> IntegrityResult {
        if action != .compare { try prepare(action, replaces: replaces) }
        let prefix = root ?? configuration.rootPrefix ?? ""
        let host = try Host(root: prefix.isEmpty || action == .compare ? "/" : prefix)
        let command = IntegrityCommand(
            configuration: configuration, host: host, limit: limit, workers: workers, clock: clock)
        let outcome = try command.run(action)
        return IntegrityResult(outcome: outcome, configuration: configuration)
    }

    /// Sees that the baseline is there, or is not, and that nobody else can write it.
    private func prepare(
        _ action: IntegrityOutcome.Action, replaces: Bool
    ) throws(IntegrityError) {
        guard let baseline else { return }
        let slash = baseline.lastIndex(of: "/")
        let folder = slash.map { $0 == baseline.startIndex ? "/" : String(baseline[..<$0]) } ?? "."
        if action == .initialize { try BaselinePlace(directory: folder).make() }
        try BaselinePlace.requireOwn(folder)
        try BaselinePlace.requireOwn(baseline)
        let isThere = access(baseline, F_OK) == 0
        if action == .initialize, isThere, !replaces {
            throw IntegrityError(
                .baselineExists,
                "\(baseline): is a baseline already; --replace forgets what it says, `approve` takes named changes "
                    + "over")
        }
        if action != .initialize, !isThere, errno == ENOENT {
            throw IntegrityError(
                .noBaseline, "\(baseline): there is no baseline yet; make one with `martlet integrity init`")
        }
    }
}
