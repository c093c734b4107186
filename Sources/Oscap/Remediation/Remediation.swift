import Glibc
import Host
import OVAL
import SCAP
import SCAPReports
import XCCDF

/// The second pass of `eval --remediate`, and all that `remediate` does: each rule that failed is repaired with
/// its own script, and checked again.
struct Remediation {
    private let session: ChecklistSession
    /// Whether results say what speaks for them.
    private let keepsEvidence: Bool
    /// The directory that is looked at in the machine's place, or nil.
    private let root: String?

    init(_ session: ChecklistSession, root: String? = Environment.value("OSCAP_PROBE_ROOT")) {
        self.session = session
        self.root = root
        keepsEvidence = session.invocation.arguments.has("report")
    }

    /// The results with what became of the rules that failed.
    ///
    /// The directory of `OSCAP_PROBE_ROOT` is not repaired, as the peer has it: the scripts of content are written for
    /// the machine that they run on.
    ///
    /// - Parameter progress: Told of every rule that had failed.
    func run(
        on result: BenchmarkResult, progress: (RuleResult) -> Void
    ) throws(Failure) -> BenchmarkResult {
        let terminal = session.invocation.terminal
        guard root == nil else {
            terminal.complain("OpenSCAP Error: Can't perform remediation in offline mode: not implemented")
            return result
        }
        var results = result.results
        var complaints: [String] = []
        for index in results.indices where results[index].outcome == .fail {
            complaints += try repair(&results[index])
            progress(results[index])
        }
        for complaint in complaints { terminal.complain(complaint) }
        var repaired = BenchmarkResult(
            results, of: session.content.benchmark, under: result.profile, platforms: result.platforms,
            startTime: result.startTime, endTime: Int64(time(nil)))
        repaired.id = result.id
        return repaired
    }

    /// Repairs one rule and checks it again.
    ///
    /// - Returns: What standard error is told.
    private func repair(_ result: inout RuleResult) throws(Failure) -> [String] {
        guard let fix = try suitableFix(result) else {
            result.messages.append("No suitable fix found.")
            return []
        }
        let run = FixRun(fix, of: session.content.benchmark, under: session.profile)
        result.appliedFix = run.fix
        result.messages += run.messages
        if run.hasRun { try verify(&result) } else { result.outcome = .error }
        result.time = Int64(time(nil))
        return run.complaints
    }

    /// The repair to carry out: for this machine, of a system that has an interpreter here.
    private func suitableFix(_ result: RuleResult) throws(Failure) -> Fix? {
        var fixes: [Fix] = []
        for fix in session.content.benchmark.rules[result.ruleIndex].fixes
        where FixInterpreter.path(for: fix.system) != nil {
            if let platform = fix.platform, !platform.isEmpty {
                let collector = Collector(host: try ChecklistSession.host())
                guard
                    session.content.isPresent(
                        platform: platform, under: session.profile, collector: collector,
                        now: Int64(time(nil)))
                else { continue }
            }
            fixes.append(fix)
        }
        return Fix.suitable(of: fixes)
    }

    /// Asks the rule's question again, of a machine of which nothing is remembered.
    private func verify(_ result: inout RuleResult) throws(Failure) {
        let scan: BenchmarkResult
        let host = try ChecklistSession.host()
        do throws(SCAPError) {
            scan = try session.content.scan(
                session.choice, tailoring: session.tailoring, only: [result.ruleID],
                collector: Collector(host: host), clock: { Int64(time(nil)) }, evidence: keepsEvidence)
        } catch {
            throw SourceFile.failure(error)
        }
        // A rule of several questions has a result for each.
        let answers = scan.results.filter { $0.ruleIndex == result.ruleIndex }
        let same = answers.first { $0.check?.contents == result.check?.contents }
        guard let answer = same ?? answers.first else { return }
        if answer.outcome == .pass {
            result.outcome = .fixed
            result.findings = []
        } else {
            result.outcome = .error
            result.findings = answer.findings
            result.messages.append(
                "Failed to verify applied fix: Checking engine returns: \(answer.outcome.rawValue)")
        }
    }
}
