import FileIntegrity
import Glibc
import Host

/// One run: the configuration is read, one command is carried out, the reports are written.
struct AideSession {
    let options: AideOptions
    let dialect: Dialect
    let console: AideConsole
    private var level = LogLevel.warning

    init(options: AideOptions, dialect: Dialect, console: AideConsole) {
        self.options = options
        self.dialect = dialect
        self.console = console
    }

    mutating func run(files: ConfigurationFiles?) -> Int32 {
        guard let files else {
            error("the machine's files cannot be reached")
            return AideExit.system
        }
        var reader = ConfigurationReader(dialect: dialect, files: files)
        reader.workersAreGiven = options.workers != nil
        do {
            try read(&reader)
        } catch let failure as ConfigurationError {
            tell(reader.configuration.notes)
            error("\(failure)")
            return failure.reason.rawValue
        } catch {
            self.error("\(error)")
            return AideExit.configuration
        }
        let configuration = reader.configuration
        level = options.logLevel ?? configuration.logLevel ?? .warning
        tell(configuration.notes)
        if writesNothing(configuration) {
            warn("rule tree is empty, no files will be added to the database")
        }
        do { return try carryOut(configuration) } catch {
            self.error("\(error)")
            return exitCode(of: error)
        }
    }

    private func read(_ reader: inout ConfigurationReader) throws {
        if options.before.isEmpty, options.after.isEmpty, options.configuration?.isEmpty ?? true {
            throw ConfigurationError(
                missing:
                    "missing configuration (use '--config' '--before' or '--after' command line parameter)")
        }
        if !options.before.isEmpty { try reader.read(lines(options.before), named: "(--before)") }
        if let path = options.configuration {
            if path == "-" {
                try reader.read(StandardInput.bytes(), named: "(stdin)")
            } else {
                try reader.read(file: LocationPath.expanded(path))
            }
        }
        if !options.after.isEmpty { try reader.read(lines(options.after), named: "(--after)") }
    }

    private func lines(_ lines: [String]) -> [UInt8] { Array(lines.map { $0 + "\n" }.joined().utf8) }

    private func writesNothing(_ configuration: Configuration) -> Bool {
        let writes = [.initialize, .dryInitialize, .update].contains(options.command ?? .check)
        return writes && configuration.rules.isEmpty
    }

    private func carryOut(_ configuration: Configuration) throws -> Int32 {
        let command = options.command ?? .check
        if case .checkPath(let kind, let path) = command { return checkPath(path, kind, configuration) }
        if let refusal = refusal(of: configuration, for: command) {
            error(refusal)
            return AideExit.arguments
        }
        switch command {
        case .initialize: return try look(.initialize, configuration)
        case .check: return try look(.check, configuration)
        case .update: return try look(.update, configuration)
        case .compare: return try look(.compare, configuration)
        case .list: return try list(configuration)
        case .dryInitialize: return try visit(configuration)
        case .checkConfiguration, .checkPath: return 0
        }
    }

    /// What a command needs of the configuration and does not find there.
    private func refusal(of configuration: Configuration, for command: AideOptions.Command) -> String? {
        let reads = [.check, .update, .compare, .list].contains(command)
        let writes =
            command == .initialize || command == .update || (command == .dryInitialize && dialect != .v0_19)
        if reads, configuration.databaseIn == nil {
            return "missing 'database_in', config option is required"
        }
        if writes, configuration.databaseOut == nil {
            return "missing 'database_out', config option is required"
        }
        if configuration.databaseIn == configuration.databaseOut {
            if command == .update {
                return "input and output database urls cannot be the same when doing database update"
            }
            if command == .compare, dialect != .v0_19 {
                return "both input databases cannot be the same when doing database compare"
            }
        }
        if command == .compare, configuration.databaseNew == nil {
            return "must have both input databases defined for database compare"
        }
        return nil
    }

    private func look(_ action: IntegrityOutcome.Action, _ configuration: Configuration) throws -> Int32 {
        let host = try openRoot(action == .compare ? nil : configuration.rootPrefix)
        let command = IntegrityCommand(
            configuration: configuration, host: host, limit: options.limit, workers: options.workers,
            clock: console.clock)
        let outcome = try command.run(action)
        for warning in outcome.warnings { warn(warning) }
        for problem in outcome.problems { warn(problem.message) }
        let (reports, exitCode) = Report.all(outcome, configuration)
        for report in reports {
            do { try ReportDelivery(console: console).deliver(report.bytes, to: report.target) } catch {
                self.error(error.message)
                return AideExit.writing
            }
        }
        return exitCode
    }

    private func list(_ configuration: Configuration) throws -> Int32 {
        guard let location = configuration.databaseIn else { return AideExit.arguments }
        let list = try DatabaseList(location)
        try list.forEach { console.print(EntryText.text($0, dialect)) }
        return 0
    }

    private func visit(_ configuration: Configuration) throws -> Int32 {
        let host = try openRoot(configuration.rootPrefix)
        let walker = Walker(host, rules: configuration.rules, limit: options.limit)
        let text = MatchText(rules: configuration.rules, limit: options.limit)
        walker.visit(
            { path, kind, match in console.print(text.line(path, kind, match)) },
            onProblem: { warn($0.message) })
        return 0
    }

    private func checkPath(_ path: String, _ kind: FileKind, _ configuration: Configuration) -> Int32 {
        let bytes = Array(path.utf8)
        let match =
            options.limit?.verdict(on: bytes) ?? configuration.rules.match(bytes, kind)
        console.print(MatchText(rules: configuration.rules, limit: options.limit).line(bytes, kind, match))
        switch match.verdict {
        case .partialLimit, .outsideLimit: return 2
        case .selective, .equal: return 0
        case .none, .partial, .negative, .pruned: return 1
        }
    }

    private func openRoot(_ prefix: String?) throws -> Host {
        guard let prefix, !prefix.isEmpty else { return try Host() }
        do { return try Host(root: prefix) } catch {
            throw ConfigurationError(missing: "opendir() for root_prefix \(prefix) failed: \(error)")
        }
    }

    private func exitCode(of error: any Error) -> Int32 {
        switch error {
        case let failure as ConfigurationError: failure.reason.rawValue
        case let failure as DatabaseError:
            failure.reason == .damaged && dialect == .v0_19 ? AideExit.database : AideExit.system
        default: AideExit.system
        }
    }

    // MARK: The log

    private func tell(_ notes: [ConfigurationNote]) {
        for note in notes {
            switch note.level {
            case .warning: warn(note.text)
            case .notice: if level >= .notice { console.complain(" NOTICE: " + note.text) }
            }
        }
    }

    private func warn(_ text: String) {
        if level >= .warning { console.complain("WARNING: " + PlainText.escaped(text)) }
    }

    private func error(_ text: String) { console.complain("  ERROR: " + PlainText.escaped(text)) }
}

/// Standard input to its end.
enum StandardInput {
    static func bytes() -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < 16 << 20 {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }
}
