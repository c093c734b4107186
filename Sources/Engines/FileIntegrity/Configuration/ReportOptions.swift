/// How a report is written (`aide.conf(5)`, REPORT OPTIONS).
public struct ReportOptions: Equatable, Sendable {
    /// How much a report says; each level says what the ones before it say.
    public enum Level: String, Sendable, CaseIterable, Comparable {
        case minimal, summary
        case databaseAttributes = "database_attributes"
        case listEntries = "list_entries"
        case changedAttributes = "changed_attributes"
        case addedRemovedAttributes = "added_removed_attributes"
        case addedRemovedEntries = "added_removed_entries"

        /// Whether one says less than the other.
        public static func < (left: Level, right: Level) -> Bool { left.order < right.order }

        private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// The form.
    public enum Format: String, Sendable {
        /// Text for people.
        case plain
        /// One JSON object.
        case json
        /// One JSON object a line (AIDE 0.20).
        case ndjson
    }

    /// How much it says.
    public var level = Level.changedAttributes
    /// The form.
    public var format = Format.plain
    /// Added files are listed after `--init` too.
    public var detailsInit = false
    /// Digests are hexadecimal instead of base64.
    public var isHexadecimal = false
    /// Nothing is written when nothing differs.
    public var isQuiet = false
    /// A file is added to instead of replaced.
    public var appends = false
    /// Each entry has the string of letters before it.
    public var summarizes = true
    /// Added, removed and changed entries stand in lists of their own.
    public var isGrouped = true
    /// Attributes whose addition does not count.
    public var ignoredAdded: AttributeSet = []
    /// Attributes whose removal does not count.
    public var ignoredRemoved: AttributeSet = []
    /// Attributes whose change does not count.
    public var ignoredChanged: AttributeSet = []
    /// Attributes that are shown of every changed entry.
    public var forced: AttributeSet = []
    /// Flags of extended file systems whose change does not count.
    public var ignoredFlags: UInt64 = 0

    /// The default options.
    public init() {}
}

/// One report: where it goes and how it is written.
public struct ReportTarget: Equatable, Sendable {
    /// Where it goes.
    public var location: Location
    /// How it is written.
    public var options: ReportOptions

    /// Makes a target.
    public init(location: Location, options: ReportOptions = ReportOptions()) {
        self.location = location
        self.options = options
    }
}
