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
        commandName: "scan", abstract: "Evaluate a profile on this host, a directory, an image or a cluster.",
        discussion: """
            The exit code is 0 when no rule fails, 2 when one at or above --fail-on does, 3 when a rule could not \
            be decided and none failed, 1 when the scan itself failed and 64 when the command line makes no sense.

            EXAMPLES
              martlet compliance scan --profile standard
              martlet compliance scan --profile '(all)' -o json --content ssg-debian12-ds.xml
              martlet compliance scan --profile cis --root /mnt/image --fail-on high -o sarif > cis.sarif
              martlet compliance scan --profile standard --image app.tar:v2
              martlet compliance scan --profile standard --arf arf.xml --report report.html
              martlet compliance scan --profile standard --arf small.xml --arf-source referenced --thin
              martlet compliance scan --platform --dump must-gather --profile cis --content ssg-ocp4-ds.xml
            """)

    @OptionGroup var profile: ProfileArguments

    @OptionGroup var cluster: PlatformArguments

    @Option(name: .customLong("rule"), help: "Evaluate only this rule; may be given again.")
    var rules: [String] = []

    @Option(name: .customLong("skip-rule"), help: "Leave this rule out; may be given again.")
    var skippedRules: [String] = []

    @Option(help: "The directory, or the image, that is looked at as the host's root.")
    var root = "/"

    @Option(
        help:
            "The image that is looked at: an OCI layout or an archive of one or of docker, PATH or PATH:NAME."
    )
    var image: String?

    @Option(
        name: [.short, .long],
        help: "How to print: table, wide, json, yaml, sarif, junit, csv, html, markdown or checklist.")
    var output = ScanFormat.table

    @Option(help: "Write the results to FILE as an XCCDF TestResult document.")
    var results: String?

    @OptionGroup var assetReport: AssetReportArguments

    @Option(help: "Write an HTML report to FILE.")
    var report: String?

    @Option(name: .customLong("stig-viewer"), help: "Write a STIG Viewer checklist to FILE.")
    var checklist: String?

    @Option(
        name: .customLong("fail-on"), help: "The least severity of a failed rule that makes the exit code 2.")
    var threshold = Severity.unknown

    @Option(help: "On how many threads directories are listed: 1 to 16.")
    var jobs = Self.usualJobs

    /// More than two find nothing to do beside each other on a tree in memory (decision 023).
    private static let usualJobs = min(2, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    @Flag(name: .customLong("no-progress"), help: "Show no progress.")
    var hidesProgress = false

    func validate() throws {
        guard (1...16).contains(jobs) else { throw ValidationError("--jobs \(jobs): it is 1 to 16") }
        if image != nil, root != "/" { throw ValidationError("--root and --image exclude each other") }
        guard cluster.platform else { return }
        if root != "/" || image != nil {
            throw ValidationError("--platform excludes --root and --image")
        }
        if profile.content.content == nil {
            throw ValidationError("--platform needs --content FILE, such as ssg-ocp4-ds.xml")
        }
    }

    func run() async throws {
        let started = Int64(time(nil))
        let scanned = cluster.platform ? try await scanCluster() : try scanHost()
        let (content, result) = (scanned.content, scanned.result)
        let summary = ScanReport(
            result, benchmark: content.benchmark, contentPath: content.path, started: started)
        try writeFiles(content, result, scanned.subject)
        try assetReport.write(
            content, result, scanned.subject, record: scanned.record, system: scanned.system)
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

    /// What was scanned and what came of it.
    private struct Scanned {
        var content: Content
        var result: BenchmarkResult
        var subject: TestResultSubject
        var system: SystemInfo
        var record: OVALRecord?
        var notes: [String] = []
    }

    private func scanHost() throws -> Scanned {
        let root = try ScanRoot(root: root, image: image)
        defer { root.remove() }
        let content = try profile.read(root: root.path, needed)
        let progress = ProgressLine(isHidden: hidesProgress)
        var done = 0
        let record = assetReport.record()
        let result = try content.scan(
            profile.choice, tailoring: try profile.tailoring(in: content),
            only: try chosenRules(in: content), collector: Collector(host: root.host, jobs: jobs),
            clock: { Int64(time(nil)) }, record: record, evidence: showsEvidence,
            progress: { rule in
                done += 1
                progress.reached(done, "rules, last: \(rule.ruleID)")
            })
        progress.end()
        let system = SystemInfo(root.host)
        return Scanned(
            content: content, result: result,
            subject: TestResultSubject(system, benchmarkHref: content.path), system: system, record: record)
    }

    private func scanCluster() async throws -> Scanned {
        let content = try profile.read(needed)
        let record = assetReport.record()
        let scan = PlatformScan(
            content: content, choice: profile.choice, tailoring: try profile.tailoring(in: content),
            rules: try chosenRules(in: content), record: record, keptDirectory: cluster.keptDirectory)
        return try await cluster.withSource { source, name in
            let outcome = try await scan.run(source)
            let system = SystemInfo(outcome.host)
            return Scanned(
                content: content, result: outcome.result,
                subject: TestResultSubject(system, name: name, benchmarkHref: content.path),
                system: system, record: record, notes: outcome.notes)
        }
    }

    /// What of the content the documents show besides results.
    private var needed: ContentOptions {
        if cluster.platform || output.house == nil || report != nil || checklist != nil {
            return [.checks, .texts, .references, .fixes]
        }
        // Result documents name identifiers; descriptions and repairs, half of the content, are none of theirs.
        return assetReport.arf == nil && results == nil ? [.checks] : [.checks, .references]
    }

    /// Whether something that is printed or written says what speaks for a result.
    private var showsEvidence: Bool { output != .table || report != nil || checklist != nil }

    private func writeFiles(
        _ content: Content, _ result: BenchmarkResult, _ subject: TestResultSubject
    ) throws {
        if let results {
            try OutputFile(path: results).write(result.document(of: content.benchmark, subject: subject))
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
