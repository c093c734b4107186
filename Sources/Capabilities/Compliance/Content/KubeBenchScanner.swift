import Capability
import Glibc
import Host
import KubeBench
import KubeBenchContent
import OVAL
import SCAP
import Threads
import XCCDF

/// Puts kube-bench's checks to this host, or to the node whose root is mounted in a directory.
///
/// No audit is run: who may create a bundle may not thereby run commands on every node.
struct KubeBenchScanner: ComplianceScanner {
    /// The directory that is looked at as the host's root.
    let root: String

    func scan(_ request: ScanRequest, for scan: ComplianceScan) async throws -> TargetReport {
        let root = root
        return try await BlockingThread.run {
            defer { ProcessMemory.giveBack() }
            let host = try Host(root: root)
            let content = try KubeBenchContent(path: request.contentPath, on: Host())
            let tailoring = try request.tailoring.map(Tailoring.init(document:))
            let tailored = tailoring?.profiles.first { $0.id == request.profile }
            let assessment = try content.assessment(
                of: AuditMachine(host), profile: tailored == nil ? request.profile : tailored?.extends)
            let result = try assessment.result(
                ProfileChoice(request.profile), tailoring: tailoring,
                only: request.rule.isEmpty ? nil : [request.rule], clock: { Int64(time(nil)) })
            let subject = TestResultSubject(SystemInfo(host), benchmarkHref: request.contentPath)
            return TargetReport(
                result, of: assessment.benchmark, subject: subject,
                warnings: result.profile.notes + assessment.notes + Self.unanswered(assessment))
        }
    }

    /// Which checks a person has to make because nothing is run.
    private static func unanswered(_ assessment: KubeBenchAssessment) -> [String] {
        let checks = assessment.unanswered
        if checks.isEmpty { return [] }
        return ["audits that are not answered without running them: \(checks.joined(separator: ", "))"]
    }
}
