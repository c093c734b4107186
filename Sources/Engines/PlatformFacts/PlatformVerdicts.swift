public import XCCDF

extension PlatformFiles {
    /// The results with what a cluster that is no OpenShift cannot be asked taken out.
    ///
    /// Platform content reads the absence of a kind as a failure or an error. On plain Kubernetes a rule all of
    /// whose questions go to API groups that the cluster does not have is not for it.
    ///
    /// Rules that only fetch for others are left out, as the Compliance Operator does.
    public func judged(
        _ result: BenchmarkResult, of benchmark: Benchmark, _ plan: PlatformPlan
    ) -> BenchmarkResult {
        var result = result
        for place in result.results.indices {
            let row = result.results[place]
            if row.outcome == .notChecked, benchmark.rules[row.ruleIndex].isPlatformHelper {
                result.results[place].outcome = .notSelected
                result.results[place].messages = []
            } else if !isOpenShift, let absent = absentGroups(of: row, plan) {
                result.results[place].outcome = .notApplicable
                result.results[place].findings = []
                result.results[place].messages = ["The cluster has no API group \(absent)."]
            }
        }
        result.score = benchmark.defaultScore(result.results, under: result.profile)
        result.scores = benchmark.scores(result.results, under: result.profile)
        return result
    }

    /// The groups that a rule asks and that are absent; nil when one that it asks is there.
    private func absentGroups(of row: RuleResult, _ plan: PlatformPlan) -> String? {
        guard [.fail, .error, .unknown, .pass].contains(row.outcome),
            let requests = plan.filesByRule[row.ruleID], !requests.isEmpty
        else { return nil }
        var absent: Set<String> = []
        for request in requests {
            guard let group = PlatformFiles.group(of: request.endpoint), absentGroups.contains(group) else {
                return nil
            }
            absent.insert(group)
        }
        return absent.sorted().joined(separator: ", ")
    }
}
