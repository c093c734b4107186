public import XCCDF

extension PlatformFiles {
    /// The results with what a cluster that is no OpenShift cannot be asked taken out.
    ///
    /// Platform content reads the absence of a kind as a failure or an error. On plain Kubernetes a rule all of
    /// whose questions go to API groups that the cluster does not have is not for it.
    public func judged(_ result: BenchmarkResult, _ plan: PlatformPlan) -> BenchmarkResult {
        guard !isOpenShift else { return result }
        var result = result
        for place in result.results.indices {
            let row = result.results[place]
            guard [.fail, .error, .unknown, .pass].contains(row.outcome),
                let requests = plan.filesByRule[row.ruleID], !requests.isEmpty
            else { continue }
            let groups = requests.map { PlatformFiles.group(of: $0.endpoint) }
            let absent = groups.compactMap { group in group.flatMap { absentGroups.contains($0) ? $0 : nil } }
            guard absent.count == groups.count else { continue }
            result.results[place].outcome = .notApplicable
            result.results[place].findings = []
            result.results[place].messages = [
                "The cluster has no API group \(Set(absent).sorted().joined(separator: ", "))."
            ]
        }
        return result
    }
}
