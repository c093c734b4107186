import ArgumentParser
import Bytes
import Capability
import SCAPReports
import XCCDF

/// What `martlet compliance scan` prints.
struct ScanReport {
    private let result: BenchmarkResult
    private let benchmark: Benchmark
    private let contentPath: String
    private let started: Int64

    init(_ result: BenchmarkResult, benchmark: Benchmark, contentPath: String, started: Int64) {
        self.result = result
        self.benchmark = benchmark
        self.contentPath = contentPath
        self.started = started
    }

    /// The counts and the score, on one line.
    var summary: String {
        let counts = Outcome.allCases.compactMap { outcome in
            evaluated.count { $0.outcome == outcome } == 0
                ? nil : "\(evaluated.count { $0.outcome == outcome }) \(outcome.rawValue)"
        }
        return
            "\(evaluated.count) rules: \(counts.joined(separator: ", ")); score \(hundredths(result.score))"
    }

    /// The results in a format.
    ///
    /// - Parameter isWide: Whether a table has a column for the first thing that speaks against a rule.
    func text(_ format: OutputFormat, isWide: Bool = false) -> String {
        guard format == .table else { return format.render(json) }
        var table = TextTable(["RULE", "RESULT", "SEVERITY", "TITLE"] + (isWide ? ["REASON"] : []))
        for row in evaluated {
            table.add(
                [
                    ComplianceNames.dnsName(row.ruleID), row.outcome.rawValue, row.severity.rawValue,
                    benchmark.rules[row.ruleIndex].title,
                ] + (isWide ? [Self.reason(row)] : []))
        }
        return table.text
    }

    /// 2 when a rule at or above a severity failed, 3 when one could not be decided, else 0.
    func exitCode(failOn threshold: Severity) -> ExitCode {
        let order = Severity.allCases
        let least = order.firstIndex(of: threshold) ?? 0
        let failed = result.results.contains {
            $0.outcome == .fail && (order.firstIndex(of: $0.severity) ?? 0) >= least
        }
        if failed { return HouseExit.findings }
        let undecided = result.results.contains { $0.outcome == .error || $0.outcome == .unknown }
        return undecided ? HouseExit.partial : HouseExit.clean
    }

    private static func reason(_ row: RuleResult) -> String {
        guard let finding = row.findings.first else { return row.messages.first ?? "" }
        let seen = finding.observations.first.map { observation in
            let place = observation.path.map { path in
                observation.line.map { "\(path):\($0)" } ?? path
            }
            return place ?? observation.fields.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
        }
        return "\(finding.comment): \(seen ?? "nothing was found")"
    }

    private var evaluated: [RuleResult] { result.results.filter { $0.outcome != .notSelected } }

    private var json: JSON {
        var counts: JSON = [:]
        for outcome in Outcome.allCases {
            let count = evaluated.count { $0.outcome == outcome }
            if count > 0 { counts[outcome.rawValue] = .int(Int64(count)) }
        }
        return [
            "content": .string(contentPath), "benchmark": .string(benchmark.id),
            "profile": result.profile.id.map(JSON.string) ?? .null, "startTime": .int(started),
            "endTime": .int(result.endTime), "score": .double(result.score), "counts": counts,
            "results": .array(
                evaluated.map { row in
                    [
                        "id": .string(row.ruleID), "title": .string(benchmark.rules[row.ruleIndex].title),
                        "result": .string(row.outcome.rawValue), "severity": .string(row.severity.rawValue),
                        "messages": .array(row.messages.map(JSON.string)),
                        "findings": .array(row.findings.map(\.json)),
                    ]
                }),
        ]
    }

    private func hundredths(_ score: Double) -> String {
        let whole = Int((score * 100).rounded())
        let fraction = String(whole % 100)
        return "\(whole / 100).\(fraction.count == 1 ? "0" : "")\(fraction)"
    }
}
