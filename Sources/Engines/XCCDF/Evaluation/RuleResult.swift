/// What came out for one rule (XCCDF 1.2, 6.6.4).
public struct RuleResult: Sendable, Equatable {
    /// The rule's id.
    public var ruleID: String
    /// The rule's place in ``Benchmark/rules``.
    public var ruleIndex: Int
    /// What came out.
    public var outcome: Outcome
    /// How bad a failure is, as the profile has it.
    public var severity: Severity
    /// Whether the rule is scored, as the profile has it.
    public var role: Role
    /// The rule's share in its parent's score, as the profile has it.
    public var weight: Double
    /// When the rule was evaluated, in seconds since 1970.
    public var time: Int64
    /// What was seen, or why nothing could be; one sentence each.
    public var messages: [String] = []
    /// The check that was asked, reduced to the content that answered.
    public var check: Check?
    /// What speaks for the outcome, kept for rules that did not pass.
    public var findings: [Finding] = []
    /// The part of the machine that the result is about, when the rule was evaluated for several.
    public var instances: [Instance] = []
    /// Decisions of a person that replaced the outcome, oldest first.
    public var overrides: [Override] = []
    /// The repair that was carried out.
    public var appliedFix: Fix?

    /// The result of a rule of a benchmark, with nothing seen yet.
    ///
    /// - Parameter index: The rule's place in ``Benchmark/rules``.
    public init(ruleID: String, at index: Int, _ outcome: Outcome, as refined: RefinedRule, time: Int64) {
        self.ruleID = ruleID
        ruleIndex = index
        self.outcome = outcome
        severity = refined.severity
        role = refined.role
        weight = refined.weight
        self.time = time
    }
}

/// What came out for a benchmark on one machine (XCCDF 1.2, 6.6).
public struct BenchmarkResult: Sendable {
    /// The decisions that were in force.
    public var profile: ResolvedProfile
    /// The results of all rules in document order.
    ///
    /// Rules that are left out are `notselected`. A rule has several results when its check asks for one for each
    /// question of a file (`multi-check`).
    public var results: [RuleResult]
    /// The platforms of the benchmark that were asked for and describe the machine.
    public var platforms: [String]
    /// When the first rule was begun, in seconds since 1970.
    public var startTime: Int64
    /// When the last rule was done, in seconds since 1970.
    public var endTime: Int64
    /// The score of the default model, 0 to 100.
    public var score: Double
    /// The scores of the models that the benchmark asks for; that of the default model when it asks for none.
    public var scores: [Score] = []
    /// The result's id in documents; nil for one that is made of the profile's.
    public var id: String?

    /// Puts results together and works out their scores.
    public init(
        _ results: [RuleResult], of benchmark: Benchmark, under profile: ResolvedProfile, platforms: [String],
        startTime: Int64, endTime: Int64
    ) {
        self.profile = profile
        self.results = results
        self.platforms = platforms
        self.startTime = startTime
        self.endTime = endTime
        score = benchmark.defaultScore(results, under: profile)
        scores = benchmark.scores(results, under: profile)
    }

    /// How many rules came out each way.
    public var counts: [Outcome: Int] { results.reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 } }
}
