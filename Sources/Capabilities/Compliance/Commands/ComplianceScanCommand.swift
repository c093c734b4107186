import ArgumentParser
import Capability
import Glibc
import Host
import OVAL
import SCAP
import SCAPReports
import XCCDF

/// The command `martlet compliance scan`.
struct ComplianceScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Evaluate a profile on this host, on a directory or on a cluster.",
        discussion: """
            The exit code is 0 when no rule fails, 2 when one at or above --fail-on does, 3 when a rule could not \
            be decided and none failed, 1 when the scan itself failed and 64 when the command line makes no sense.

            EXAMPLES
              martlet compliance scan --profile standard
              martlet compliance scan --profile '(all)' -o json --content ssg-debian12-ds.xml
              martlet compliance scan --profile cis --root /mnt/image --fail-on high -o sarif > cis.sarif
              martlet compliance scan --profile standard --arf arf.xml --report report.html
              martlet compliance scan --platform --dump must-gather --profile cis --content ssg-ocp4-ds.xml
            """)

    @OptionGroup var profile: ProfileArguments

    @OptionGroup var cluster: PlatformArguments

    @Option(name: .customLong("rule"), help: "Evaluate only this rule; may be given again.")
    var rules: [String] = []

    @Option(name: .customLong("skip-rule"), help: "Leave this rule out; may be given again.")
    var skippedRules: [String] = []

    @Option(help: "The directory that is looked at as the host's root.")
    var root = "/"

    @Option(
        name: [.short, .long],
        help: "How to print: table, wide, json, yaml, sarif, junit, csv, html, markdown or checklist.")
    var output = ScanFormat.table

    @Option(help: "Write the results to FILE as an XCCDF TestResult document.")
    var results: String?

    @Option(help: "Write content and results to FILE as an Asset Reporting Format document.")
    var arf: String?

    @Option(help: "Write an HTML report to FILE.")
    var report: String?

    @Option(name: .customLong("stig-viewer"), help: "Write a STIG Viewer checklist to FILE.")
    var checklist: String?

    @Option(
        name: .customLong("fail-on"), help: "The least severity of a failed rule that makes the exit code 2.")
    var threshold = Severity.unknown

    @Flag(name: .customLong("no-progress"), help: "Show no progress.")
    var hidesProgress = false

    func validate() throws {
        if cluster.platform, root != "/" { throw ValidationError("--platform and --root exclude each other") }
        if cluster.platform, profile.content.content == nil {
            throw ValidationError("--platform needs --content FILE, such as ssg-ocp4-ds.xml")
        }
    }

    func run() async throws {
        let started = Int64(time(nil))
        let content = try profile.read(root: root, needed)
        let scanned = cluster.platform ? try await scanCluster(content) : try scanHost(content)
        let result = scanned.result
        let summary = ScanReport(
            result, benchmark: content.benchmark, contentPath: content.path, started: started)
        try writeFiles(content, result, scanned.subject)
        if let format = output.house {
            print(summary.text(format, isWide: output == .wide), terminator: "")
        } else {
            try Report(content: content, result: result, subject: scanned.subject)
                .write(output) { StandardOutput.put($0) }
        }
        for note in scanned.notes + result.profile.notes { StandardError.write(note) }
        StandardError.write(summary.summary)
        throw summary.exitCode(failOn: threshold)
    }

    private func scanHost(
        _ content: Content
    ) throws -> (result: BenchmarkResult, subject: TestResultSubject, notes: [String]) {
        let host = try Host(root: root)
        let progress = ScanProgress(isShown: !hidesProgress && isatty(STDERR_FILENO) == 1)
        let result = try content.scan(
            profile.choice, tailoring: try profile.tailoring(in: content),
            only: try chosenRules(in: content), collector: Collector(host: host),
            clock: { Int64(time(nil)) }, progress: { progress.evaluated($0.ruleID) })
        progress.end()
        return (result, TestResultSubject(SystemInfo(host), benchmarkHref: content.path), [])
    }

    private func scanCluster(
        _ content: Content
    ) async throws -> (result: BenchmarkResult, subject: TestResultSubject, notes: [String]) {
        let scan = PlatformScan(
            content: content, choice: profile.choice, tailoring: try profile.tailoring(in: content),
            rules: try chosenRules(in: content), keptDirectory: cluster.keptDirectory)
        return try await cluster.withSource { connection, access in
            let outcome = try await scan.run(connection.source, readFilter: access.readFilter)
            let subject = TestResultSubject(
                SystemInfo(outcome.host), name: connection.name, benchmarkHref: content.path)
            return (outcome.result, subject, outcome.notes)
        }
    }

    /// What of the content the documents show besides results.
    private var needed: ContentOptions {
        let isPlain =
            !cluster.platform && output.house != nil && arf == nil && report == nil && checklist == nil
        return isPlain && results == nil ? [.checks] : [.checks, .texts, .references, .fixes]
    }

    private func writeFiles(
        _ content: Content, _ result: BenchmarkResult, _ subject: TestResultSubject
    ) throws {
        if let results {
            try OutputFile(path: results).write(result.document(of: content.benchmark, subject: subject))
        }
        if let arf {
            try OutputFile(path: arf).write { receive in
                try AssetReport(content: content, result: result, subject: subject).write(to: receive)
            }
        }
        guard report != nil || checklist != nil else { return }
        let document = Report(content: content, result: result, subject: subject)
        if let report { try OutputFile(path: report).write { try document.write(.html, to: $0) } }
        if let checklist { try OutputFile(path: checklist).write(document.checklist()) }
    }

    private func chosenRules(in content: Content) throws -> Set<String>? {
        if rules.isEmpty, skippedRules.isEmpty { return nil }
        let benchmark = content.benchmark
        let skipped = try skippedRules.map { try benchmark.ruleID(named: $0, option: "--skip-rule") }
        if !rules.isEmpty {
            return Set(try rules.map { try benchmark.ruleID(named: $0, option: "--rule") }).subtracting(
                skipped)
        }
        let resolved = try content.resolve(profile.choice, tailoring: try profile.tailoring(in: content))
        let selected = benchmark.rules.indices.filter { resolved.ruleIsSelected[$0] }
        return Set(selected.map { benchmark.rules[$0].id }).subtracting(skipped)
    }
}

extension Severity: ExpressibleByArgument {}
