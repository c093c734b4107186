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
        /// The components that do not run.
        var missing: [String: [String]]
    }

    /// The rules and profiles.
    public let benchmark: Benchmark
    private let auditor: Auditor
    private let parts: [String: Part]
    private let checks: [XCCDF.Check.ContentReference: KubeBench.Check]
    private var results: [XCCDF.Check.ContentReference: CheckResult] = [:]

    init(_ benchmark: Benchmark, _ parts: [Part], _ auditor: Auditor) {
        self.benchmark = benchmark
        self.auditor = auditor
        self.parts = Dictionary(
            parts.map { ("\($0.benchmark)/\($0.controls.target).yaml", $0) },
            uniquingKeysWith: { first, _ in first })
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
    public var notes: [String] {
        parts.values.filter(\.isOfMachine).flatMap { part in
            part.controls.notes
                + part.missing.map { name, programs in
                    "\(part.controls.target): \(name) does not run here: none of "
                        + "\(programs.joined(separator: ", ")) was found"
                }
        }.sorted()
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
        guard let part = parts[query.href], let result = result(of: query) else {
            return .absent("\(query.href) has no check \(query.name ?? "").")
        }
        guard part.isOfMachine else {
            return .outcome(.notApplicable, messages: ["The machine is no \(part.controls.target)."])
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
        let reference = XCCDF.Check.ContentReference(href: query.href, name: query.name)
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
