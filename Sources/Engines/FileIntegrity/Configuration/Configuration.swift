import Patterns

/// What an `aide.conf` says, with every variable and group looked up.
///
/// ```swift
/// var reader = ConfigurationReader(dialect: .v0_18, files: .system)
/// try reader.read(file: "/etc/aide/aide.conf")
/// let configuration = reader.configuration
/// ```
public struct Configuration: Sendable {
    /// The version whose language it is.
    public let dialect: Dialect
    /// The rules.
    public internal(set) var rules: RuleTree
    /// Where the database is read from; nil for nowhere.
    public internal(set) var databaseIn: Location?
    /// Where a new database is written to.
    public internal(set) var databaseOut: Location?
    /// The other database of a comparison.
    public internal(set) var databaseNew: Location?
    /// The digests of databases that reports show.
    public internal(set) var databaseDigests: AttributeSet
    /// The columns that a new database has: what its rules ask for.
    public internal(set) var columns = AttributeSet(.name, .attributes, .permissions, .inode)
    /// Whether a database names the program and the time.
    public internal(set) var addsMetadata = true
    /// Whether a new database is packed.
    public internal(set) var packsDatabase = false
    /// What is taken off the names of files, without a slash at its end; nil when nothing was said.
    public internal(set) var rootPrefix: String?
    /// The text that is named in databases and reports.
    public internal(set) var version: String?
    /// Whether access lists of what symbolic links lead to are read.
    public internal(set) var readsAccessListsOfLinks = false
    /// Whether symbolic links that lead nowhere are told.
    public internal(set) var warnsOfDeadLinks = false
    /// Whether a check of the configuration tells of rules without restriction.
    public internal(set) var warnsOfUnrestrictedRules = false
    /// How many threads compute digests; nil when nothing was said.
    public internal(set) var workers: Int?
    /// How much is logged; nil when nothing was said.
    public internal(set) var logLevel: LogLevel?
    /// The reports, with the options that held where each was named.
    public internal(set) var reports: [ReportTarget] = []
    /// The options that the next report would have.
    public internal(set) var reportOptions = ReportOptions()
    /// Where a database or a report is and where the configuration says so.
    public internal(set) var notes: [ConfigurationNote] = []

    init(dialect: Dialect) {
        self.dialect = dialect
        rules = RuleTree(dialect: dialect)
        databaseDigests = dialect.defaultDigests
    }

    /// The reports; one to standard output when none is named.
    public var effectiveReports: [ReportTarget] {
        reports.isEmpty ? [ReportTarget(location: .standardOutput, options: reportOptions)] : reports
    }

    /// The columns of a new database; a growing file's size is always among them.
    public var effectiveColumns: AttributeSet {
        columns.has(.growingSize) || columns.has(.growing) ? columns.union(Attribute.size.bit) : columns
    }
}

/// How much is logged (`aide.conf(5)`, log_level).
public enum LogLevel: String, Sendable, CaseIterable, Comparable {
    case error, warning, notice, info, rule, compare, config, debug, limit, thread, trace

    /// Whether one logs less than the other.
    public static func < (left: LogLevel, right: LogLevel) -> Bool { left.order < right.order }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
