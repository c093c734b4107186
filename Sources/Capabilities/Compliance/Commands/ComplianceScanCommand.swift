import ArgumentParser
import Bytes
import Capability
import Glibc
import Host
import OVAL
import SCAP
import XCCDF

/// The command `martlet compliance scan`.
struct ComplianceScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Evaluate a profile on this host or on a directory.",
        discussion: """
            The exit code is 0 when no rule fails, 2 when one at or above --fail-on does, 3 when a rule could not \
            be decided and none failed, 1 when the scan itself failed and 64 when the command line makes no sense.

            EXAMPLES
              martlet compliance scan --profile standard
              martlet compliance scan --profile '(all)' -o json --content ssg-debian12-ds.xml
              martlet compliance scan --profile cis --root /mnt/image --fail-on high
            """)

    @OptionGroup var content: ContentArgument

    @Option(help: "The profile's id or the end of it; \"(all)\" selects every rule.")
    var profile: String

    @Option(help: "A tailoring file, whose profiles come before those of the content.")
    var tailoring: String?

    @Option(name: .customLong("rule"), help: "Evaluate only this rule; may be given again.")
    var rules: [String] = []

    @Option(help: "The directory that is looked at as the host's root.")
    var root = "/"

    @Option(name: [.short, .long], help: "How to print: table, json or yaml.")
    var output = OutputFormat.table

    @Option(help: "Write the results to FILE as an XCCDF TestResult document.")
    var results: String?

    @Option(
        name: .customLong("fail-on"), help: "The least severity of a failed rule that makes the exit code 2.")
    var threshold = Severity.unknown

    @Flag(name: .customLong("no-progress"), help: "Show no progress.")
    var hidesProgress = false

    func run() throws {
        let started = Int64(time(nil))
        let content = try Content(path: try content.path(root: root), options: [.checks])
        for note in content.notes { Self.note(note) }
        let tailoring = try tailoring.map { try Tailoring(path: $0) }
        let only = try onlyRules(in: content.benchmark)
        let progress = ScanProgress(isShown: !hidesProgress && isatty(STDERR_FILENO) == 1)
        let result = try content.scan(
            ProfileChoice(profile), tailoring: tailoring, only: only,
            collector: Collector(host: try Host(root: root)),
            clock: { Int64(time(nil)) }, progress: { progress.evaluated($0.ruleID) })
        progress.end()
        let report = ScanReport(
            result, benchmark: content.benchmark, contentPath: content.path, started: started)
        if let results {
            let subject = TestResultSubject(target: try Host(root: root).name(), benchmarkHref: content.path)
            try OutputFile(path: results).write(result.document(of: content.benchmark, subject: subject))
        }
        print(report.text(output), terminator: "")
        Self.note(report.summary)
        throw exitCode(of: result)
    }

    private func onlyRules(in benchmark: Benchmark) throws -> Set<String>? {
        if rules.isEmpty { return nil }
        return Set(
            try rules.map { name in
                let matches = benchmark.rules.map(\.id).filter { $0 == name || $0.hasSuffix("_rule_\(name)") }
                guard let id = matches.first else {
                    throw CommandFailure("--rule \(name): the content has no such rule")
                }
                return id
            })
    }

    private func exitCode(of result: BenchmarkResult) -> ExitCode {
        let order = Severity.allCases
        let least = order.firstIndex(of: threshold) ?? 0
        let failed = result.results.contains {
            $0.outcome == .fail && (order.firstIndex(of: $0.severity) ?? 0) >= least
        }
        if failed { return HouseExit.findings }
        let undecided = result.results.contains { $0.outcome == .error || $0.outcome == .unknown }
        return undecided ? HouseExit.partial : HouseExit.clean
    }

    private static func note(_ sentence: String) { StandardError.write(sentence) }
}

extension Severity: ExpressibleByArgument {}
