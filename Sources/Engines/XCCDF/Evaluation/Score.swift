extension Benchmark {
    /// The score of the default model, `urn:xccdf:scoring:default`, from 0 to 100 (XCCDF 1.2, 7.3.2).
    ///
    /// A group's score is the weighted mean of what it holds; rules that were not decided do not count.
    ///
    /// - Parameters:
    ///   - results: The results of all rules in document order.
    ///   - profile: The decisions in force, for the weights of groups.
    public func defaultScore(_ results: [RuleResult], under profile: ResolvedProfile) -> Double {
        // The last place is the benchmark's.
        var sums = [(score: Double, weight: Double)](repeating: (0, 0), count: groups.count + 1)
        func add(_ score: Double, weight: Double, to parent: Int?) {
            sums[parent ?? groups.count].score += score * weight
            sums[parent ?? groups.count].weight += weight
        }
        for index in order.reversed() {
            switch index {
            case .rule(let index):
                let result = results[index]
                guard result.counts else { continue }
                add(result.isGood ? 100 : 0, weight: result.weight, to: rules[index].item.parent)
            case .group(let index):
                // Document order puts a group before what it holds: backwards, its sum is complete here.
                guard sums[index].weight > 0 else { continue }
                let score = sums[index].score / sums[index].weight
                add(score, weight: profile.groupWeights[index], to: groups[index].item.parent)
            }
        }
        let total = sums[groups.count]
        return total.weight > 0 ? total.score / total.weight : 0
    }
}

extension RuleResult {
    fileprivate var isGood: Bool { outcome == .pass || outcome == .fixed }

    fileprivate var counts: Bool {
        guard role == .full else { return false }
        switch outcome {
        case .pass, .fixed, .fail, .error, .unknown: return true
        case .notApplicable, .notChecked, .notSelected, .informational: return false
        }
    }
}
