/// A report of what a command found, in one of the three forms.
public struct Report {
    /// What was found.
    let outcome: IntegrityOutcome
    let configuration: Configuration
    let entries: ReportEntries
    let target: ReportTarget
    let counts: ReportEntries.Counts

    var options: ReportOptions { target.options }
    var level: ReportOptions.Level { options.level }
    var hasFindings: Bool { outcome.action.reads && !counts.isEmpty }
    var summary: SummaryString { SummaryString(dialect: configuration.dialect, options: options) }

    /// All reports of a configuration and the exit code: 1 for added, 2 for removed, 4 for changed files.
    public static func all(
        _ outcome: IntegrityOutcome, _ configuration: Configuration
    ) -> (reports: [(target: ReportTarget, bytes: [UInt8])], exitCode: Int32) {
        let targets = configuration.effectiveReports
        let entries = ReportEntries(outcome, reports: targets)
        var exitCode: Int32 = 0
        var reports: [(target: ReportTarget, bytes: [UInt8])] = []
        for (target, counts) in zip(targets, entries.counts) {
            let report = Report(
                outcome: outcome, configuration: configuration, entries: entries, target: target,
                counts: counts)
            reports.append((target, report.bytes))
            exitCode |=
                (counts.added > 0 ? 1 : 0) | (counts.removed > 0 ? 2 : 0) | (counts.changed > 0 ? 4 : 0)
        }
        return (reports, outcome.action.reads ? exitCode : 0)
    }

    /// What is known of one entry, as a report's details show it.
    public static func details(of entry: Entry, _ dialect: Dialect) -> [UInt8] {
        let outcome = IntegrityOutcome(
            action: .check, total: 0, differences: [], databases: [], limit: nil, start: 0, end: 0)
        let report = Report(
            outcome: outcome, configuration: Configuration(dialect: dialect),
            entries: ReportEntries(outcome, reports: []), target: ReportTarget(location: .standardOutput),
            counts: ReportEntries.Counts())
        return PlainReport.details(of: entry, report)
    }

    /// The report's text; empty when it is quiet and nothing was found.
    var bytes: [UInt8] {
        if options.isQuiet, counts.isEmpty { return [] }
        var form: any ReportForm =
            switch options.format {
            case .plain: PlainReport(self)
            case .json: JSONReport(self)
            case .ndjson: NDJSONReport(self)
            }
        return compose(&form)
    }

    private func compose(_ form: inout any ReportForm) -> [UInt8] {
        form.begin()
        let kinds = entries.differentKinds(options)
        if !kinds.isEmpty { form.differentKinds(kinds) }
        if level >= .summary { form.start(LocalTime(outcome.start).full) }
        form.outline(outline)
        if level >= .summary {
            if outcome.action.writes, let location = configuration.databaseOut {
                form.newDatabase(location.text)
            }
            form.settings(settings, ReportSetting.ofReport(self))
            form.numbers()
        }
        if outcome.action.reads || options.detailsInit {
            if level >= .listEntries { list(&form) }
            let hasDetails =
                (counts.changed > 0 && level >= .changedAttributes)
                || (counts.added + counts.removed > 0 && level >= .addedRemovedEntries)
            if hasDetails { form.details() }
        }
        let databases = outcome.databases.filter { !$0.digests.isEmpty }
        if level >= .databaseAttributes, !databases.isEmpty { form.databases(databases.map(Self.entry)) }
        if level >= .summary { form.end(LocalTime(outcome.end).full, seconds: outcome.end - outcome.start) }
        return form.finish()
    }

    private func list(_ form: inout any ReportForm) {
        guard options.isGrouped else {
            if !counts.isEmpty { form.list(.all) }
            return
        }
        if counts.added > 0 { form.list(.added) }
        if counts.removed > 0 { form.list(.removed) }
        if counts.changed > 0 { form.list(.changed) }
    }

    private var outline: String {
        let sides =
            outcome.action == .compare ? "the two databases" : "database and filesystem"
        guard outcome.action.reads else { return "AIDE successfully initialized database." }
        return counts.isEmpty
            ? "AIDE found NO differences between \(sides). Looks okay!!"
            : "AIDE found differences between \(sides)!!"
    }

    private var settings: [ReportSetting] {
        var settings: [ReportSetting] = []
        if let version = configuration.version {
            settings.append(ReportSetting("config_version", "Config version used", version))
        }
        if let limit = outcome.limit { settings.append(ReportSetting("limit", "Limit", limit)) }
        if outcome.action.walks, let prefix = configuration.rootPrefix, !prefix.isEmpty {
            settings.append(ReportSetting("root_prefix", "Root prefix", prefix))
        }
        if level != .changedAttributes {
            settings.append(ReportSetting("report_level", "Report level", level.rawValue))
        }
        return settings
    }

    /// A database as an entry that has nothing but digests.
    private static func entry(_ database: IntegrityOutcome.Database) -> Entry {
        var entry = Entry(
            path: Array(database.location.text.utf8),
            attributes: AttributeSet(database.digests.map(\.attribute.bit)))
        entry.digests = database.digests
        return entry
    }

    /// The listed differences of some states, by their places.
    func listed(_ states: ReportEntries.State) -> [Int] {
        entries.differences.indices.filter { entries.isListed($0, states, options) }
    }
}

/// A setting that a report names.
struct ReportSetting {
    let name: String
    let label: String
    let value: String

    init(_ name: String, _ label: String, _ value: String) {
        self.name = name
        self.label = label
        self.value = value
    }

    /// The settings of the report itself, which only reports with lists name.
    static func ofReport(_ report: Report) -> [ReportSetting] {
        let options = report.options
        guard options.level >= .listEntries else { return [] }
        var settings: [ReportSetting] = []
        func add(_ name: String, _ label: String, _ value: AttributeSet) {
            if !value.isEmpty { settings.append(ReportSetting(name, label, value.expression)) }
        }
        add("report_ignore_added_attrs", "Ignored added attributes", options.ignoredAdded)
        add("report_ignore_removed_attrs", "Ignored removed attributes", options.ignoredRemoved)
        add("report_ignore_changed_attrs", "Ignored changed attributes", options.ignoredChanged)
        if options.level >= .changedAttributes {
            add("report_force_attrs", "Forced attributes", options.forced)
        }
        if options.ignoredFlags != 0 {
            let letters = FileFlags.letters(of: options.ignoredFlags)
            settings.append(ReportSetting("report_ignore_e2fsattrs", "Ignored e2fs attributes", letters))
        }
        return settings
    }
}

/// One form of reports: gets the parts in order and gives the text.
protocol ReportForm {
    mutating func begin()
    mutating func differentKinds(_ kinds: [(path: [UInt8], old: AttributeSet, new: AttributeSet)])
    mutating func start(_ time: String)
    mutating func outline(_ sentence: String)
    mutating func newDatabase(_ path: String)
    mutating func settings(_ settings: [ReportSetting], _ ofReport: [ReportSetting])
    mutating func numbers()
    mutating func list(_ states: ReportEntries.State)
    mutating func details()
    mutating func databases(_ databases: [Entry])
    mutating func end(_ time: String, seconds: Int64)
    mutating func finish() -> [UInt8]
}
