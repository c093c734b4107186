/// A way to make one number of all results (XCCDF 1.2, 7.3).
public enum ScoringModel: String, Sendable, CaseIterable {
    /// The weighted mean of what each group holds, level by level, from 0 to 100.
    case `default` = "urn:xccdf:scoring:default"
    /// The sum of the weights of the rules that pass.
    case flat = "urn:xccdf:scoring:flat"
    /// How many rules pass.
    case flatUnweighted = "urn:xccdf:scoring:flat-unweighted"
    /// 1 when every rule passes, else 0.
    case absolute = "urn:xccdf:scoring:absolute"
}

/// A number that stands for all results, and the greatest that it could be.
public struct Score: Sendable, Hashable {
    /// The way in which it was made.
    public var model: ScoringModel
    /// The number.
    public var value: Double
    /// The greatest number that the rules which count could give.
    public var maximum: Double

    /// Makes a score.
    public init(model: ScoringModel, value: Double, maximum: Double) {
        self.model = model
        self.value = value
        self.maximum = maximum
    }
}

extension Benchmark {
    /// The scores of the models that the benchmark names, or of the default model when it names none.
    public func scores(_ results: [RuleResult], under profile: ResolvedProfile) -> [Score] {
        let models = scoringModels.isEmpty ? [.default] : scoringModels
        return models.map { score(results, under: profile, model: $0) }
    }

    /// The score of one model.
    ///
    /// Rules that were not decided, that are not applicable or whose role is not `full` do not count.
    ///
    /// - Parameters:
    ///   - results: The results of all rules in document order.
    ///   - profile: The decisions in force, for the weights of groups.
    public func score(
        _ results: [RuleResult], under profile: ResolvedProfile, model: ScoringModel
    ) -> Score {
        let counted = results.filter(\.counts)
        let good = counted.filter(\.isGood)
        return switch model {
        case .default: Score(model: model, value: defaultScore(results, under: profile), maximum: 100)
        case .flat:
            Score(
                model: model, value: good.reduce(0) { $0 + $1.weight },
                maximum: counted.reduce(0) { $0 + $1.weight })
        case .flatUnweighted: Score(model: model, value: Double(good.count), maximum: Double(counted.count))
        case .absolute: Score(model: model, value: good.count == counted.count ? 1 : 0, maximum: 1)
        }
    }

    /// The score of the default model, `urn:xccdf:scoring:default`, from 0 to 100 (XCCDF 1.2, 7.3.2).
    ///
    /// A group's score is the weighted mean of what it holds; rules that were not decided do not count.
    ///
    /// - Parameters:
    ///   - results: The results; a rule with several counts by the share of those that are good.
    ///   - profile: The decisions in force, for the weights of groups.
    public func defaultScore(_ results: [RuleResult], under profile: ResolvedProfile) -> Double {
        // The last place is the benchmark's.
        var sums = [(score: Double, weight: Double)](repeating: (0, 0), count: groups.count + 1)
        func add(_ score: Double, weight: Double, to parent: Int?) {
            sums[parent ?? groups.count].score += score * weight
            sums[parent ?? groups.count].weight += weight
        }
        var resultsOfRules = [[Int]](repeating: [], count: rules.count)
        for (place, result) in results.enumerated() where rules.indices.contains(result.ruleIndex) {
            resultsOfRules[result.ruleIndex].append(place)
        }
        for index in order.reversed() {
            switch index {
            case .rule(let index):
                let counted = resultsOfRules[index].filter { results[$0].counts }
                guard let first = counted.first else { continue }
                let good = Double(counted.count { results[$0].isGood })
                add(
                    100 * good / Double(counted.count), weight: results[first].weight,
                    to: rules[index].item.parent)
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
