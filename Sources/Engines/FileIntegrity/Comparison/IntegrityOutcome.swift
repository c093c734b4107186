/// What a command found: everything that a report says.
public struct IntegrityOutcome: Sendable {
    /// The commands that end with a report.
    public enum Action: Sendable {
        /// A first database was written.
        case initialize
        /// Files were compared with a database.
        case check
        /// Files were compared with a database and a new one was written.
        case update
        /// Two databases were compared.
        case compare

        var reads: Bool { self == .check || self == .update || self == .compare }
        var writes: Bool { self == .initialize || self == .update }
        var walks: Bool { self != .compare }
    }

    /// A database and the digests of its unpacked bytes.
    public struct Database: Sendable {
        /// Where it is.
        public var location: Location
        /// The digests.
        public var digests: [Entry.ContentDigest]
    }

    /// The command.
    public var action: Action
    /// How many entries there are now.
    public var total: Int
    /// What differs, in the order of paths.
    public var differences: [Difference]
    /// The databases that were read and written.
    public var databases: [Database]
    /// What a limit was; nil for none.
    public var limit: String?
    /// Seconds since 1970.
    public var start: Int64
    /// Seconds since 1970.
    public var end: Int64
    /// What could not be looked at.
    public var problems: [WalkProblem] = []
    /// What is odd about the databases.
    public var warnings: [String] = []
    /// What was made of the content index; nil when none was given.
    public var index: ContentIndexOutcome?
}
