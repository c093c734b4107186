public import Bytes
public import FileIntegrity
import Host

/// What `martlet integrity init|check|update|compare` does, without a command line around it.
///
/// ```swift
/// let verb = try IntegrityVerb(configuration: "/etc/aide.conf", dialect: .v0_18, root: nil, files: files)
/// let result = try verb.run(.check, clock: clock)
/// print(result.table)
/// ```
public struct IntegrityVerb {
    /// The configuration, with what it was told about.
    public let configuration: Configuration
    private let root: String?
    private let limit: PathLimit?
    private let workers: Int?

    /// Reads the configuration.
    ///
    /// - Parameters:
    ///   - root: the directory that is the machine's `/`; nil for the configuration's `root_prefix`.
    ///   - limit: an expression that the files are limited to.
    /// - Throws: ``ConfigurationError``, or a pattern's error when the limit is none.
    public init(
        configuration path: String, dialect: Dialect, root: String? = nil, limit: String? = nil,
        workers: Int? = nil, files: ConfigurationFiles
    ) throws {
        var reader = ConfigurationReader(dialect: dialect, files: files)
        reader.workersAreGiven = workers != nil
        try reader.read(file: path)
        configuration = reader.configuration
        self.root = root
        self.limit = try limit.map { text in try PathLimit(text) }
        self.workers = workers
    }

    /// Carries out an action; the configuration's own reports are not written.
    ///
    /// - Throws: ``DatabaseError`` or ``HostError``.
    public func run(
        _ action: IntegrityOutcome.Action, clock: @escaping () -> Int64
    ) throws -> IntegrityResult {
        let prefix = root ?? configuration.rootPrefix ?? ""
        let host = try Host(root: prefix.isEmpty || action == .compare ? "/" : prefix)
        let command = IntegrityCommand(
            configuration: configuration, host: host, limit: limit, workers: workers, clock: clock)
        let outcome = try command.run(action)
        return IntegrityResult(outcome: outcome, dialect: configuration.dialect)
    }
}

/// What a verb found, in the forms that `-o` names.
public struct IntegrityResult: Sendable {
    /// The outcome, for AIDE's own reports.
    public let outcome: IntegrityOutcome
    /// The files that are not as they were.
    public let findings: [IntegrityFinding]

    init(outcome: IntegrityOutcome, dialect: Dialect) {
        self.outcome = outcome
        findings = IntegrityFinding.all(outcome, dialect)
    }

    /// What could not be looked at, a sentence each.
    public var problems: [String] { outcome.problems.map(\.message) + outcome.warnings }

    /// 0 when everything is as it was, 2 when something differs, 3 when something could not be looked at and
    /// nothing else differs.
    public var exitCode: Int32 {
        findings.isEmpty ? (outcome.problems.isEmpty ? 0 : 3) : 2
    }

    /// The findings as an object with the numbers of each kind.
    public var json: JSON {
        func count(_ kind: IntegrityFinding.Kind) -> JSON {
            .int(Int64(findings.count { $0.kind == kind }))
        }
        return .object(
            JSONObject([
                ("total", .int(Int64(outcome.total))), ("added", count(.added)), ("removed", count(.removed)),
                ("changed", count(.changed)), ("findings", .array(findings.map(\.json))),
                ("problems", .array(problems.map { .string(PlainText.escaped($0)) })),
            ]))
    }

    /// A line a finding under a headline; one sentence when there is none.
    public var table: String {
        guard !findings.isEmpty else { return "\(outcome.total) entries, none differs\n" }
        let width = max(7, findings.map(\.summary.count).max() ?? 0)
        func row(_ kind: String, _ summary: String, _ path: String) -> String {
            let kind = kind + String(repeating: " ", count: max(0, 8 - kind.count))
            return
                "\(kind) \(summary + String(repeating: " ", count: max(0, width - summary.count))) \(path)\n"
        }
        return row("KIND", "SUMMARY", "PATH")
            + findings.map { row($0.kind.rawValue.uppercased(), $0.summary, $0.path) }.joined()
    }
}
