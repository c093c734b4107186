import Glibc
import OVAL
import SCAP
import SCAPReports
import XCCDF

/// `oscap xccdf remediate`: repairs what failed in the results that a file holds, and adds a result to it.
struct RemediateResults {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        var session = try ChecklistSession(invocation, options: .all)
        let report = try report(session)
        try choose(report, &session)
        session.warn()
        let printer = RulePrinter(session)
        let now = Int64(time(nil))
        var before = BenchmarkResult(
            report, of: session.content.benchmark, under: session.profile, now: now)
        before.id = BenchmarkResult.nextID(after: report.resultID, besides: try ids(session.path))
        let after = try Remediation(session).run(on: before, progress: { printer.print($0) })
        let record = try recordOfRepairs(session, after)
        try ChecklistResults(session, after, host: try ChecklistSession.host(), record: record).write()
        return EvaluateChecklist.status(of: after)
    }

    /// The result to go on from: the one that was named, or the latest.
    private func report(_ session: ChecklistSession) throws(Failure) -> Report {
        let id = invocation.arguments.value("result-id")
        do throws(ReportError) {
            return try Report(path: session.path, resultID: id)
        } catch {
            throw Failure(
                id.map { "Could not find TestResult/@id=\"\($0)\"" }
                    ?? "Could not find latest TestResult element.")
        }
    }

    private func ids(_ path: String) throws(Failure) -> Set<String> {
        do throws(ReportError) { return Set(try Report.resultIDs(path: path)) } catch {
            throw Failure("\(error)")
        }
    }

    /// Takes the profile of the result; one that a tailoring made is not in its file.
    private func choose(_ report: Report, _ session: inout ChecklistSession) throws(Failure) {
        guard let id = report.profileID else { return }
        guard session.content.benchmark.profiles.contains(where: { $0.id == id }) else {
            throw Failure(
                "Could not find Profile/@id=\"\(id)\" to build policy from TestResult/@id=\"\(report.resultID)\""
            )
        }
        try session.choose(.named(id))
    }

    /// What OVAL says of the rules that were repaired, asked once more and at one time; nil when no document tells
    /// of it.
    private func recordOfRepairs(
        _ session: ChecklistSession, _ result: BenchmarkResult
    ) throws(Failure) -> OVALRecord? {
        guard invocation.arguments.has("oval-results") || invocation.arguments.has("results-arf") else {
            return nil
        }
        let record = OVALRecord()
        let host = try ChecklistSession.host()
        do throws(SCAPError) {
            _ = try session.content.scan(
                session.choice, tailoring: session.tailoring,
                only: Set(result.results.filter { $0.appliedFix != nil }.map(\.ruleID)),
                collector: Collector(host: host), clock: { Int64(time(nil)) }, record: record, evidence: false
            )
        } catch {
            throw SourceFile.failure(error)
        }
        return record
    }
}
