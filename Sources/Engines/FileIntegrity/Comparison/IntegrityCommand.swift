public import Host

/// Runs one of the commands that look at files or databases.
///
/// ```swift
/// let command = IntegrityCommand(configuration: configuration, host: host, clock: clock)
/// let outcome = try command.run(.check)
/// ```
public struct IntegrityCommand {
    private let configuration: Configuration
    private let host: Host
    private let limit: PathLimit?
    private let workers: Int
    private let index: ContentIndexUse?
    private let clock: () -> Int64

    /// Is told how many entries there are so far, after each.
    public var onProgress: ((Int) -> Void)?
    /// The tree that the old database of a check has to have; it is read only once then.
    ///
    /// A check of another database throws ``DatabaseError`` and leaves no trace.
    public var expectedTree: BaselineTree?

    /// Makes a command.
    ///
    /// - Parameters:
    ///   - host: the machine whose root is the root prefix.
    ///   - index: lets digests be taken from a content index; nil reads every file.
    ///   - clock: gives the time in seconds since 1970.
    public init(
        configuration: Configuration, host: Host, limit: PathLimit? = nil, workers: Int? = nil,
        index: ContentIndexUse? = nil, clock: @escaping () -> Int64
    ) {
        self.configuration = configuration
        self.host = host
        self.limit = limit
        self.workers = workers ?? configuration.workers ?? 1
        self.index = index
        self.clock = clock
    }

    /// Runs.
    ///
    /// The old database is looked through first, unless its tree is expected: one that is damaged is refused
    /// before anything else happens, and the new one takes its place only when it is whole.
    ///
    /// - Throws: ``DatabaseError``.
    public func run(_ action: IntegrityOutcome.Action) throws -> IntegrityOutcome {
        let start = clock()
        var warnings: [String] = []
        var problems: [WalkProblem] = []
        var old: OldDatabase?
        if action.reads {
            old = try OldDatabase(
                location(configuration.databaseIn, "database_in"), digests: configuration.databaseDigests,
                expected: action == .check ? expectedTree : nil)
        }
        warnings += old?.warnings ?? []
        var new: DatabaseFile?
        if action == .compare {
            new = try DatabaseFile(
                location(configuration.databaseNew, "database_new"), digests: configuration.databaseDigests)
        }
        warnings += new?.warnings ?? []
        var writer: DatabaseWriter?
        if action.writes { writer = try makeWriter(start) }
        let indexRun = makeIndexRun(action)
        let probe = ContentProbe(host)
        var comparison = EntryComparison()
        if action != .compare { comparison.beginning = { probe.beginning($0, $1, $2) } }
        let merge = DatabaseMerge(
            old: old?.entries, configuration: configuration, limit: limit, comparison: comparison,
            writer: writer, makesTree: action == .check && expectedTree != nil)
        merge.keepsAll =
            action == .initialize && configuration.effectiveReports.contains { $0.options.detailsInit }
        if let new {
            try take(new, into: merge)
        } else {
            let walker = Walker(host, rules: configuration.rules, limit: limit, workers: workers)
            try walker.entries(
                index: indexRun,
                { (entry: Entry) throws in
                    try merge.take(entry)
                    onProgress?(merge.total)
                },
                onProblem: { (problem: WalkProblem) in problems.append(problem) })
        }
        try merge.finish()
        try old?.require(merge.oldTree)
        var differences = merge.differences
        if action.reads {
            var moved = MovedFiles(comparison: comparison)
            if action != .compare { moved.unpacked = { probe.unpacked($0, $1) } }
            moved.mark(&differences)
        }
        var databases: [IntegrityOutcome.Database] = []
        if let old {
            databases.append(IntegrityOutcome.Database(location: old.location, digests: old.digests()))
        }
        if let writer, let location = configuration.databaseOut {
            databases.append(IntegrityOutcome.Database(location: location, digests: try writer.finish()))
        }
        if let new {
            databases.append(IntegrityOutcome.Database(location: new.location, digests: new.digests))
        }
        warnings += merge.warnings
        if let stray = merge.strayOld, action != .update, let old {
            warnings.append(
                "\(old.location.scheme):\(old.location.text): old database entry '"
                    + String(decoding: stray, as: UTF8.self)
                    + "' has no matching rule, run --init or --update (this warning is only shown once)")
        }
        let indexed = indexRun?.finish()
        warnings += indexed?.warnings ?? []
        return IntegrityOutcome(
            action: action, total: merge.total, differences: differences, databases: databases,
            limit: limit?.expression, start: start, end: clock(), problems: problems, warnings: warnings,
            index: indexed?.outcome)
    }

    /// The times that are recorded of an unpacked image's files say nothing about changes.
    private func makeIndexRun(_ action: IntegrityOutcome.Action) -> ContentIndexRun? {
        guard let index, action.walks, !host.hasRecordedStatuses else { return nil }
        return ContentIndexRun(index, readsAll: action == .initialize, isLimited: limit != nil)
    }

    private func location(_ location: Location?, _ option: String) throws(DatabaseError) -> Location {
        if let location { return location }
        throw DatabaseError("missing '\(option)', config option is required", in: option, reason: .system)
    }

    private func makeWriter(_ time: Int64) throws(DatabaseError) -> DatabaseWriter {
        guard let location = configuration.databaseOut else {
            throw DatabaseError(
                "missing 'database_out', config option is required", in: "database_out", reason: .system)
        }
        return try DatabaseWriter(location, configuration: configuration, time: LocalTime(time))
    }

    /// The entries of the second database that the rules take (before 0.19) and that are inside of the limit.
    private func take(_ new: DatabaseFile, into merge: DatabaseMerge) throws(DatabaseError) {
        let entries = try new.entries()
        var scope: (directory: [UInt8], scope: RuleScope)?
        while let line = entries.next {
            let entry = try entries.decoder.entry(line)
            var isTaken = limit?.refusal(of: entry.path) == nil
            if isTaken, configuration.dialect != .v0_19 {
                let directory = RuleTree.parent(of: entry.path)
                if scope?.directory != directory {
                    scope = (directory, RuleScope(configuration.rules, directory: directory))
                }
                isTaken = scope?.scope.match(entry.path, entry.kind).isTaken ?? false
            }
            if isTaken { try merge.take(entry) }
            try entries.advance()
        }
    }
}
