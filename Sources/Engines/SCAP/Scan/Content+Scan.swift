import OVAL
import XCCDF

extension Content {
    /// Assesses a machine against the benchmark.
    ///
    /// What the engine cannot evaluate is `notchecked` or `error` with a reason, never passed.
    ///
    /// - Parameters:
    ///   - choice: The profile.
    ///   - tailoring: Decisions kept outside of the content.
    ///   - only: Ids of the rules to evaluate; nil for all that the profile selects.
    ///   - collector: The probes of the machine, `Collector(host: host)`; made for one scan.
    ///   - clock: Seconds since 1970.
    ///   - record: Keeps what documents of OVAL results tell; nil when none are wanted.
    ///   - evidence: Whether results say what speaks for them, ``RuleResult/findings``; a scan without is quicker.
    ///   - progress: Told of every rule that was evaluated.
    /// - Throws: ``SCAPError/xccdf(file:_:)`` when the profile cannot be found or the tailoring does not fit.
    public func scan(
        _ choice: ProfileChoice, tailoring: Tailoring? = nil, only: Set<String>? = nil, collector: Collector,
        clock: () -> Int64, record: OVALRecord? = nil, evidence: Bool = true,
        progress: (RuleResult) -> Void = { _ in }
    ) throws(SCAPError) -> BenchmarkResult {
        let now = clock()
        return try scan(
            choice, tailoring: tailoring, only: only, clock: clock, record: record, evidence: evidence,
            progress: progress,
            makeJudge: {
                CollectingJudge(
                    $0, variables: $1, collector: collector, now: now, collectsWholeItems: record != nil)
            })
    }

    /// Whether the machine is a platform: a CPE name that a dictionary recognises, or a `#` and the id of one of the
    /// benchmark's own tests.
    ///
    /// - Parameters:
    ///   - collector: The probes of the machine; made for one question.
    ///   - now: Seconds since 1970.
    public func isPresent(
        platform: String, under profile: ResolvedProfile, collector: Collector, now: Int64
    ) -> Bool {
        let (evaluation, _) = evaluation(under: profile) {
            CollectingJudge($0, variables: $1, collector: collector, now: now)
        }
        return evaluation.isPresent(platform: platform)
    }

    /// The profile that a choice means, worked out for the benchmark.
    ///
    /// - Throws: ``SCAPError/xccdf(file:_:)`` when the profile cannot be found or the tailoring does not fit.
    public func resolve(
        _ choice: ProfileChoice, tailoring: Tailoring? = nil
    ) throws(SCAPError) -> ResolvedProfile {
        do throws(XCCDFError) {
            return try benchmark.resolve(choice, tailoring: tailoring)
        } catch {
            throw .xccdf(file: path, error)
        }
    }

    func scan(
        _ choice: ProfileChoice, tailoring: Tailoring?, only: Set<String>?, clock: () -> Int64,
        record: OVALRecord? = nil, evidence: Bool = true, progress: (RuleResult) -> Void,
        makeJudge: @escaping JudgeMaker
    ) throws(SCAPError) -> BenchmarkResult {
        let profile = try resolve(choice, tailoring: tailoring)
        let (evaluation, systems) = evaluation(under: profile, makeJudge: makeJudge)
        let result = evaluation.run(only: only, evidence: evidence, clock: clock, progress: progress)
        for system in systems { record?.add(system) }
        return result
    }

    /// The assessment against the benchmark under a profile, with what answers its checks: the benchmark's own
    /// check system first, then those of the dictionaries.
    func evaluation(
        under profile: ResolvedProfile, makeJudge: @escaping JudgeMaker
    ) -> (evaluation: BenchmarkEvaluation, systems: [OVALCheckSystem]) {
        let checks = OVALCheckSystem(
            components: components, exports: benchmark.exports(under: profile), makeJudge: makeJudge)
        let oracle = DictionaryOracle(
            checks: checks,
            dictionaries: dictionaries.map { entry in
                let checks = OVALCheckSystem(components: entry.components, exports: [:], makeJudge: makeJudge)
                return (entry.dictionary, checks)
            })
        let evaluation = BenchmarkEvaluation(
            benchmark: benchmark, profile: profile, checks: checks, platforms: oracle)
        return (evaluation, [checks] + oracle.dictionaries.map(\.checks))
    }
}

extension Benchmark {
    /// What the OVAL checks export under a profile, by variable; the first export of a name counts.
    func exports(under profile: ResolvedProfile) -> [String: [String]] {
        rules.reduce(into: [:]) { exports, rule in
            for check in rule.checks { check.collectExports(profile.values, into: &exports) }
        }
    }
}

extension CheckExpression {
    fileprivate func collectExports(_ values: [String: [String]], into exports: inout [String: [String]]) {
        switch self {
        case .check(let check):
            for export in check.exports where exports[export.name] == nil {
                exports[export.name] = values[export.valueID]
            }
        case .complex(_, _, let parts):
            for part in parts { part.collectExports(values, into: &exports) }
        }
    }
}
