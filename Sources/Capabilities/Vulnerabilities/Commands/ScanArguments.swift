import Advisories
import ArgumentParser
import Bytes
import Capability
import Glibc
import Inventory
import Matching
import VulnerabilityVerbs

/// What a scan prints and what makes its exit code.
struct ScanArguments: ParsableArguments {
    @OptionGroup var feeds: FeedArguments

    @Option(name: [.short, .long], help: "How to print: table, wide, json, yaml, sarif or markdown.")
    var output = ScanFormat.table

    @Option(
        name: .customLong("fail-on"),
        help: """
            The least severity that makes the exit code 2: low, medium, high, critical; any, exploited for those \
            that are known to be, or never.
            """)
    var threshold = Threshold.any

    @Option(help: "Show only findings of this severity or graver: low, medium, high or critical.")
    var severity: SeverityName?

    @Flag(name: .customLong("fixable"), help: "Show only findings that a newer version mends.")
    var showsFixableOnly = false

    /// Which findings make the exit code 2.
    enum Threshold: String, CaseIterable, ExpressibleByArgument {
        case any, low, medium, high, critical, exploited, never

        func counts(_ severity: Severity, isExploited: Bool) -> Bool {
            switch self {
            case .any: true
            case .never: false
            case .exploited: isExploited
            case .low: severity >= .low
            case .medium: severity >= .medium
            case .high: severity >= .high
            case .critical: severity >= .critical
            }
        }
    }

    /// A severity as it is named on the command line.
    enum SeverityName: String, CaseIterable, ExpressibleByArgument {
        case low, medium, high, critical

        var severity: Severity {
            switch self {
            case .low: .low
            case .medium: .medium
            case .high: .high
            case .critical: .critical
            }
        }
    }

    /// Prints a report and ends with its exit code.
    func show(_ report: ScanReport) throws {
        let exitCode = exitCode(of: report)
        var shown = report
        shown.assessment.findings.removeAll { finding in
            if showsFixableOnly, finding.fix == nil { return true }
            return severity.map { finding.severity < $0.severity } ?? false
        }
        StandardOutput.put(output.text(shown))
        for problem in report.assessment.inventory.problems { StandardError.write("warning: \(problem)") }
        if output == .table || output == .wide { StandardError.write(ScanTable.summary(report)) }
        throw exitCode
    }

    private func exitCode(of report: ScanReport) -> ExitCode {
        let isFound = report.findings.contains { finding in
            threshold.counts(
                finding.severity, isExploited: report.facts[finding.flaw]?.exploited != nil)
        }
        if isFound { return HouseExit.findings }
        return report.isPartial ? HouseExit.partial : HouseExit.clean
    }
}

/// The present time.
func presentTime() -> Timestamp { Timestamp(secondsSince1970: Int64(time(nil))) }
