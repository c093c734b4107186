import Bytes
import Capability
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
    func text(_ format: OutputFormat) -> String {
        guard format == .table else { return format.render(json) }
        var table = TextTable(["RULE", "RESULT", "SEVERITY", "TITLE"])
        for row in evaluated {
            table.add([
                ComplianceNames.dnsName(row.ruleID), row.outcome.rawValue, row.severity.rawValue,
                benchmark.rules[row.ruleIndex].title,
            ])
        }
        return table.text
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
