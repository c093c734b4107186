/// A number that stands for all results, as a result document has it (XCCDF 1.2, 7.3).
public struct TestResultScore: Sendable, Equatable {
    /// The model's URI, such as `urn:xccdf:scoring:default`.
    public var system: String
    /// The score.
    public var value: Double
    /// The most that could be reached.
    public var maximum: Double

    /// Makes a score.
    public init(system: String, value: Double, maximum: Double) {
        self.system = system
        self.value = value
        self.maximum = maximum
    }
}

extension BenchmarkResult {
    /// The scores of the four models of the standard (XCCDF 1.2, 7.3.2 to 7.3.5), the default one first.
    public var documentScores: [TestResultScore] {
        let decided: Set<Outcome> = [.pass, .fixed, .fail, .error, .unknown]
        let counted = results.filter { $0.role == .full && decided.contains($0.outcome) }
        let good = counted.filter { $0.outcome == .pass || $0.outcome == .fixed }
        func weight(_ results: [RuleResult]) -> Double { results.reduce(0) { $0 + $1.weight } }
        return [
            TestResultScore(system: "urn:xccdf:scoring:default", value: score, maximum: 100),
            TestResultScore(
                system: "urn:xccdf:scoring:flat", value: weight(good), maximum: weight(counted)),
            TestResultScore(
                system: "urn:xccdf:scoring:flat-unweighted", value: Double(good.count),
                maximum: Double(counted.count)),
            TestResultScore(
                system: "urn:xccdf:scoring:absolute", value: good.count == counted.count ? 1 : 0, maximum: 1),
        ]
    }
}
