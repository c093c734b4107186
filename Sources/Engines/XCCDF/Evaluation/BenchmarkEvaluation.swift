/// An assessment of one machine against a benchmark (XCCDF 1.2, 7.2.3).
///
/// ```swift
/// let evaluation = BenchmarkEvaluation(
///     benchmark: benchmark, profile: try benchmark.resolve(.named("standard")), checks: oval, platforms: cpe)
/// let result = evaluation.run(clock: { now() })
/// ```
public struct BenchmarkEvaluation {
    private let benchmark: Benchmark
    private let profile: ResolvedProfile
    private let checks: any CheckSystem
    private let platforms: any PlatformOracle

    /// Prepares an assessment.
    public init(
        benchmark: Benchmark, profile: ResolvedProfile, checks: any CheckSystem, platforms: any PlatformOracle
    ) {
        self.benchmark = benchmark
        self.profile = profile
        self.checks = checks
        self.platforms = platforms
    }

    /// Evaluates the selected rules in document order.
    ///
    /// - Parameters:
    ///   - only: Ids of the rules to evaluate, selected or not; nil for those that the profile selects. The others
    ///     are `notselected`.
    ///   - evidence: Whether results say what speaks for them, ``RuleResult/findings``.
    ///   - clock: Seconds since 1970; the engine has no clock of its own.
    ///   - progress: Told of every rule that was evaluated.
    public func run(
        only: Set<String>? = nil, evidence: Bool = true, clock: () -> Int64,
        progress: (RuleResult) -> Void = { _ in }
    ) -> BenchmarkResult {
        let start = clock()
        let evaluation = RuleEvaluation(system: checks, values: profile.values)
        var applicability = Applicability(benchmark: benchmark, oracle: platforms)
        let results = benchmark.rules.indices.flatMap { index in
            let rule = benchmark.rules[index]
            let refined = profile.rules[index]
            var result = RuleResult(ruleID: rule.id, at: index, .notSelected, as: refined, time: start)
            guard only?.contains(rule.id) ?? profile.ruleIsSelected[index] else { return [result] }
            let all = evaluate(rule, refined, evaluation, &applicability, evidence, result)
            result.time = clock()
            return all.map { one in
                var one = one
                one.time = result.time
                progress(one)
                return one
            }
        }
        return BenchmarkResult(
            results, of: benchmark, under: profile, platforms: applicability.presentPlatforms,
            startTime: start, endTime: clock())
    }

    /// Whether the machine is a platform: a CPE name, or a `#` and the id of one of the benchmark's own tests.
    public func isPresent(platform: String) -> Bool {
        var applicability = Applicability(benchmark: benchmark, oracle: platforms)
        return applicability.isPresent(platform)
    }

    /// The results of one rule: one, but for a rule that asks for one result for each question of a file.
    private func evaluate(
        _ rule: Rule, _ refined: RefinedRule, _ evaluation: RuleEvaluation,
        _ applicability: inout Applicability, _ evidence: Bool, _ blank: RuleResult
    ) -> [RuleResult] {
        var result = blank
        guard refined.role != .unchecked else {
            result.outcome = .notChecked
            return [result]
        }
        guard applicability.applies(rule) else {
            result.outcome = .notApplicable
            return [result]
        }
        guard let check = evaluation.applicableCheck(of: rule, selector: refined.checkSelector) else {
            result.outcome = .notChecked
            result.messages = ["No candidate or applicable check found."] + evaluation.reasons(rule)
            return [result]
        }
        return evaluation.evaluateEach(check).map { answer in
            var result = blank
            // An unscored rule only informs, whatever its check says; the peer reports it so.
            result.outcome = refined.role == .unscored ? .informational : answer.outcome
            result.messages = answer.messages
            result.check = answer.check
            if evidence, answer.outcome.needsExplaining {
                result.findings = answer.asked.flatMap(checks.findings)
            }
            return result
        }
    }
}

extension Outcome {
    /// Whether a person will ask why.
    fileprivate var needsExplaining: Bool { self == .fail || self == .error || self == .unknown }
}
