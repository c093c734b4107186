import Glibc
import SCAPReports
import XCCDF

extension BenchmarkResult {
    /// What a result document tells of a benchmark, to be carried on.
    ///
    /// Rules that the benchmark does not have are left out.
    init(_ report: Report, of benchmark: Benchmark, under profile: ResolvedProfile, now: Int64) {
        let places = Dictionary(benchmark.rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let results = report.rules.compactMap { recorded -> RuleResult? in
            guard let place = places[recorded.id] else { return nil }
            let refined = profile.rules[place]
            var result = RuleResult(
                ruleID: recorded.id, at: place, recorded.outcome, as: refined,
                time: UTCTime.seconds(recorded.time) ?? now)
            result.messages = recorded.messages
            result.instances = recorded.instances
            result.overrides = recorded.overrides.compactMap { Override($0, now: now) }
            result.check = benchmark.rules[place].check(answering: recorded.check)
            return result
        }
        self.init(
            results, of: benchmark, under: profile, platforms: report.platforms, startTime: now, endTime: now)
    }

    /// An id that the file does not have yet: that of the result which is carried on, and a number.
    static func nextID(after id: String, besides taken: Set<String>) -> String {
        var number = 1
        func name() -> String {
            id + String(repeating: "0", count: max(0, 3 - "\(number)".count)) + "\(number)"
        }
        while taken.contains(name()) { number += 1 }
        return name()
    }
}

extension Override {
    /// A decision as the document has it; nil when it names outcomes that are none.
    fileprivate init?(_ recorded: ReportOverride, now: Int64) {
        guard let old = Outcome(rawValue: recorded.oldOutcome),
            let new = Outcome(rawValue: recorded.newOutcome)
        else { return nil }
        self.init(
            time: UTCTime.seconds(recorded.time) ?? now, authority: recorded.authority, oldOutcome: old,
            newOutcome: new, remark: recorded.remark)
    }
}

extension Rule {
    /// The rule's own check that the document names, with what it exports, reduced to the content that answered.
    fileprivate func check(answering recorded: Check?) -> Check? {
        guard let recorded else { return nil }
        for case .check(var check) in checks where check.system == recorded.system {
            let hrefs = Set(check.contents.map(\.href))
            guard recorded.contents.allSatisfy({ hrefs.contains($0.href) }) else { continue }
            check.contents = recorded.contents
            return check
        }
        return recorded
    }
}
