public import KubeBench
public import XCCDF

/// kube-bench's checks put to one machine as the rules of an XCCDF benchmark.
public final class KubeBenchAssessment {
    /// A file and what it is to the machine.
    struct Part {
        var benchmark: String
        var controls: Controls
        /// Whether the machine is a node of this kind.
        var isOfMachine: Bool
        /// What a person should know about it.
        var notes: [String]
        var href: String { "\(benchmark)/\(controls.target).yaml" }
    }

    /// The rules and profiles.
    public let benchmark: Benchmark
    private let auditor: Auditor
    private let parts: [Part]
    private let partOf: [String: Part]
    private let references: [String: XCCDF.Check.ContentReference]
    private let checks: [XCCDF.Check.ContentReference: KubeBench.Check]
    private var results: [XCCDF.Check.ContentReference: CheckResult] = [:]

    init(_ catalogue: BenchmarkCatalogue, _ parts: [Part], _ auditor: Auditor) {
        benchmark = catalogue.benchmark
        references = catalogue.references
        self.auditor = auditor
        self.parts = parts
        partOf = Dictionary(parts.map { ($0.href, $0) }, uniquingKeysWith: { first, _ in first })
        checks = Dictionary(
            parts.flatMap { part in
                part.controls.checks.map { check in
                    (
                        BenchmarkCatalogue.reference(check, in: part.controls.target, of: part.benchmark),
                        check
                    )
                }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// What a person should know about the run, one sentence each.
    public var notes: [String] { parts.filter(\.isOfMachine).flatMap(\.notes) }

    /// The ids of the rules that were chosen and that are about the machine.
    public var chosenRules: Set<String> {
        Set(
            references.filter { _, reference in
                checks[reference] != nil && partOf[reference.href]?.isOfMachine == true
            }.keys)
    }

    /// The checks whose audits were not answered, as `file number`.
    public var unanswered: [String] {
        results.filter { $0.value.ground == .unanswered }
            .map { "\($0.key.href) \($0.value.check.id)" }.sorted()
    }

    /// What kube-bench says of the files that are about the machine.
    public func controls() -> [ControlsResult] {
        parts.filter(\.isOfMachine).map { part in
            let groups = part.controls.groups.map { group in
                GroupResult(
                    group,
                    checks: group.checks.map { check in
                        result(
                            of: BenchmarkCatalogue.reference(
                                check, in: part.controls.target, of: part.benchmark))
                            ?? auditor.result(of: check)
                    })
            }
            return ControlsResult(part.controls, groups: groups, notes: part.notes)
        }
    }

    /// Evaluates the rules of a profile.
    ///
    /// - Parameters:
    ///   - only: ids of the rules to evaluate; nil for those that the profile selects.
    ///   - clock: seconds since 1970.
    /// - Throws: ``XCCDFError`` when the profile cannot be found.
    public func result(
        _ profile: ProfileChoice, tailoring: Tailoring? = nil, only: Set<String>? = nil, clock: () -> Int64
    ) throws(XCCDFError) -> BenchmarkResult {
        let resolved = try benchmark.resolve(profile, tailoring: tailoring)
        let evaluation = BenchmarkEvaluation(
            benchmark: benchmark, profile: resolved, checks: self, platforms: EveryPlatform())
        return evaluation.run(only: only, clock: clock)
    }

    /// Benchmarks of kube-bench name no platforms.
    private struct EveryPlatform: PlatformOracle {
        func describesMachine(_ name: String) -> Bool { false }
        func holds(_ fact: CheckFact) -> Bool { false }
    }
}

extension KubeBenchAssessment: CheckSystem {
    /// Whether a system is kube-bench's.
    public func supports(_ system: String) -> Bool { system == BenchmarkCatalogue.system }

    /// Answers one check.
    public func evaluate(_ query: CheckQuery) -> CheckAnswer {
        guard let part = partOf[query.href] else {
            return .absent("\(query.href) is not about the machine.")
        }
        guard part.isOfMachine else {
            return .outcome(.notApplicable, messages: ["The machine is no \(part.controls.target)."])
        }
        guard let result = result(of: query) else {
            return .absent("\(query.href) has no check \(query.name ?? "").")
        }
        let verdict = ComplianceVerdict(result, of: part.benchmark)
        return .outcome(Outcome(verdict.status), messages: verdict.warnings)
    }

    /// What an audit showed and what it should have shown.
    public func findings(_ query: CheckQuery) -> [Finding] {
        guard let result = result(of: query), result.ground == .tests else { return [] }
        var finding = Finding(test: result.check.id, comment: "audit", verdict: result.state.rawValue)
        finding.lookedFor = [result.check.audit, result.check.auditConfiguration].filter { !$0.isEmpty }
        finding.expected = [result.expectedResult]
        finding.observations = [
            Observation(verdict: "", fields: [Observation.Field(name: "output", value: result.actualValue)])
        ]
        finding.itemCount = 1
        return [finding]
    }

    private func result(of query: CheckQuery) -> CheckResult? {
        result(of: XCCDF.Check.ContentReference(href: query.href, name: query.name))
    }

    private func result(of reference: XCCDF.Check.ContentReference) -> CheckResult? {
        if let known = results[reference] { return known }
        guard let check = checks[reference] else { return nil }
        let result = auditor.result(of: check)
        results[reference] = result
        return result
    }
}

extension Outcome {
    /// The outcome that a check result of that status stands for.
    public init(_ status: ComplianceVerdict.Status) {
        switch status {
        case .pass: self = .pass
        case .fail: self = .fail
        case .info: self = .informational
        case .manual: self = .notChecked
        case .error: self = .error
        case .notApplicable: self = .notApplicable
        }
    }
}
