extension ConfigurationReader {
    /// The attributes that an expression means.
    func value(
        of expression: ConfigurationStatement.Expression, _ place: ConfigurationPlace
    ) throws(ConfigurationError) -> AttributeSet {
        var value: AttributeSet = []
        for term in expression.terms {
            guard let group = groups[term.group] else {
                var here = place
                here.column = term.column
                throw ConfigurationError("group '\(term.group)' is not defined", at: here)
            }
            value = term.isTaken ? value.subtracting(group) : value.union(group)
        }
        return value
    }

    /// Sets an option whose value is an attribute expression.
    mutating func set(
        _ option: String, _ value: AttributeSet, at place: ConfigurationPlace
    ) throws(ConfigurationError) {
        switch option {
        case "report_ignore_added_attrs": configuration.reportOptions.ignoredAdded = value
        case "report_ignore_removed_attrs": configuration.reportOptions.ignoredRemoved = value
        case "report_ignore_changed_attrs": configuration.reportOptions.ignoredChanged = value
        case "report_force_attrs": configuration.reportOptions.forced = value
        case "database_attrs":
            let others = value.subtracting(.digests)
            if !others.isEmpty {
                throw ConfigurationError("invalid attribute(s): \(others.expression)", at: place)
            }
            configuration.databaseDigests = supported(value, at: place)
        default: break
        }
    }

    /// Sets an option whose value is text.
    mutating func set(
        _ option: String, _ value: String, at place: ConfigurationPlace
    ) throws(ConfigurationError) {
        switch option {
        case "database_in":
            try setLocation(\.databaseIn, option, value, refused: ["stdout", "stderr", "syslog"], at: place)
        case "database_new":
            try setLocation(\.databaseNew, option, value, refused: ["stdout", "stderr", "syslog"], at: place)
        case "database_out":
            try setLocation(\.databaseOut, option, value, refused: ["stdin", "stderr", "syslog"], at: place)
        case "report_url": try addReport(value, at: place)
        case "root_prefix":
            if configuration.rootPrefix == nil {
                configuration.rootPrefix = value.hasSuffix("/") ? String(value.dropLast()) : value
            }
        case "gzip_dbout": configuration.packsDatabase = try flag(value, at: place)
        case "database_add_metadata": configuration.addsMetadata = try flag(value, at: place)
        case "acl_no_symlink_follow": configuration.readsAccessListsOfLinks = try flag(value, at: place)
        case "warn_dead_symlinks": configuration.warnsOfDeadLinks = try flag(value, at: place)
        case "config_check_warn_unrestricted_rules":
            configuration.warnsOfUnrestrictedRules = try flag(value, at: place)
        case "config_version": configuration.version = value
        case "log_level":
            guard let level = LogLevel(rawValue: value) else {
                throw ConfigurationError("invalid log level: '\(value)'", at: place)
            }
            if configuration.logLevel == nil { configuration.logLevel = level }
        case "num_workers" where workersAreGiven: break
        case "num_workers":
            guard let count = WorkerCount(value) else {
                throw ConfigurationError("invalid number of workers: '\(value)'", at: place)
            }
            if configuration.workers == nil { configuration.workers = count.value }
        case "verbose":
            if configuration.dialect == .v0_16 { return }
            throw ConfigurationError(
                "'verbose' option is no longer supported, use 'log_level' and 'report_level' options instead",
                at: place)
        default: try setReport(option, value, at: place)
        }
    }

    private mutating func setReport(
        _ option: String, _ value: String, at place: ConfigurationPlace
    ) throws(ConfigurationError) {
        switch option {
        case "report_base16": configuration.reportOptions.isHexadecimal = try flag(value, at: place)
        case "report_detailed_init": configuration.reportOptions.detailsInit = try flag(value, at: place)
        case "report_grouped": configuration.reportOptions.isGrouped = try flag(value, at: place)
        case "report_quiet": configuration.reportOptions.isQuiet = try flag(value, at: place)
        case "report_append": configuration.reportOptions.appends = try flag(value, at: place)
        case "report_summarize_changes": configuration.reportOptions.summarizes = try flag(value, at: place)
        case "report_level":
            guard let level = ReportOptions.Level(rawValue: value) else {
                throw ConfigurationError("invalid report level: '\(value)'", at: place)
            }
            configuration.reportOptions.level = level
        case "report_format":
            guard let format = ReportOptions.Format(rawValue: value) else {
                throw ConfigurationError("invalid report format: '\(value)'", at: place)
            }
            configuration.reportOptions.format = format
        case "report_ignore_e2fsattrs":
            configuration.reportOptions.ignoredFlags = 0
            for letter in value.utf8 where value != "0" {
                if let flag = FileFlags.flag(letter) {
                    configuration.reportOptions.ignoredFlags |= flag
                } else {
                    let shown = Character(UnicodeScalar(letter))
                    configuration.notes.append(
                        ConfigurationNote(
                            level: .notice, place: place,
                            message: "ignore invalid ext2 file attribute: '\(shown)'"))
                }
            }
        default: throw ConfigurationError("unknown config option: '\(option)'", at: place)
        }
    }

    private mutating func setLocation(
        _ field: WritableKeyPath<Configuration, Location?>, _ option: String, _ value: String,
        refused: [String],
        at place: ConfigurationPlace
    ) throws(ConfigurationError) {
        // The first one counts.
        if configuration[keyPath: field] != nil { return }
        let location = try location(value, at: place)
        if refused.contains(location.scheme) {
            throw ConfigurationError("'\(option)': unsupported URL-type: '\(location.scheme)'", at: place)
        }
        configuration[keyPath: field] = location
    }

    private mutating func addReport(_ value: String, at place: ConfigurationPlace) throws(ConfigurationError)
    {
        let location = try location(value, at: place)
        if location == .standardInput {
            throw ConfigurationError("unsupported report URL-type: 'stdin'", at: place)
        }
        let target = ReportTarget(location: location, options: configuration.reportOptions)
        // Reports that say more come first, the newer of two that say as much before the older.
        let index = configuration.reports.firstIndex { $0.options.level <= target.options.level }
        configuration.reports.insert(target, at: index ?? configuration.reports.count)
    }

    private func location(
        _ value: String, at place: ConfigurationPlace
    ) throws(ConfigurationError) -> Location {
        do { return try Location.parse(value, hostName: files.hostName) } catch {
            throw ConfigurationError(error.message, at: place)
        }
    }

    private func flag(_ value: String, at place: ConfigurationPlace) throws(ConfigurationError) -> Bool {
        switch value {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            throw ConfigurationError(
                "unrecognized bool value: '\(value)' (expecting 'true', 'yes','false' or 'no')", at: place)
        }
    }

    /// The attributes without the digests that cannot be computed; they are told.
    mutating func supported(_ value: AttributeSet, at place: ConfigurationPlace) -> AttributeSet {
        let missing = value.intersection(configuration.dialect.unsupportedDigests)
        if missing.isEmpty { return value }
        configuration.notes.append(
            ConfigurationNote(
                level: .warning, place: place,
                message: "ignoring unsupported hash algorithm(s): \(missing.expression)"))
        return value.subtracting(missing)
    }

    /// Adds a rule to the tree.
    mutating func add(
        _ rule: ConfigurationStatement.Rule, prefix: String?, at place: ConfigurationPlace
    ) throws(ConfigurationError) {
        if let fileSystem = rule.fileSystem {
            var here = place
            here.column = fileSystem.column
            // Passing over it would take or refuse files of every file system.
            throw ConfigurationError(
                "restrictions to file system types are not supported ('\(fileSystem.group)')", at: here)
        }
        let path = text(rule.path)
        let restriction = try restriction(rule.restriction ?? [], place)
        var attributes =
            try rule.attributes.map { expression throws(ConfigurationError) in
                try value(of: expression, place)
            } ?? []
        if configuration.warnsOfUnrestrictedRules, rule.restriction == nil {
            let message = "\(rule.kind.words(configuration.dialect)) '\(path)' is unrestricted"
            configuration.notes.append(ConfigurationNote(level: .warning, place: place, message: message))
        }
        attributes = supported(attributes, at: place)
        let made = try Rule(
            kind: rule.kind, expression: (prefix ?? "") + path, restriction: restriction,
            attributes: attributes, place: place, prefix: prefix)
        try configuration.rules.add(made)
        configuration.columns.formUnion(attributes)
    }

    private func restriction(
        _ terms: [ConfigurationStatement.Expression.Term], _ place: ConfigurationPlace
    ) throws(ConfigurationError) -> FileRestriction {
        var restriction: FileRestriction = []
        for term in terms where !term.group.hasPrefix("0") {
            let letters = Array(term.group.utf8)
            guard letters.count == 1, let one = FileRestriction(letter: letters[0]) else {
                var here = place
                here.column = term.column
                throw ConfigurationError("invalid restriction '\(term.group)'", at: here)
            }
            restriction.formUnion(one)
        }
        return restriction
    }
}

/// A number of threads: `4`, or `60%` of the processors.
public struct WorkerCount: Sendable {
    /// The number.
    public let value: Int

    /// Reads the text of an option; nil when it is neither.
    public init?(_ text: String, processors: Int = Processors.count) {
        let isShare = text.hasSuffix("%")
        guard let number = Int(isShare ? String(text.dropLast()) : text), number >= 0 else { return nil }
        if isShare {
            if number > 100 { return nil }
            value = (processors * number + 99) / 100
        } else {
            value = min(number, 1024)
        }
    }
}
