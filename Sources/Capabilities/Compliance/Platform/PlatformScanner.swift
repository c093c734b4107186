import Capability
import Cluster
import OVAL
import PlatformFacts
import SCAP
import XCCDF

/// Judges the platform's API by SCAP content: what the rules ask of the cluster is collected and checked.
struct PlatformScanner: ComplianceScanner {
    let cluster: any Cluster

    func scan(_ request: ScanRequest, for scan: ComplianceScan) async throws -> TargetReport {
        let content = try Content(path: request.contentPath, options: [.checks, .texts])
        let outcome = try await PlatformScan(
            content: content, choice: ProfileChoice(request.profile),
            tailoring: try request.tailoring.map(Tailoring.init(document:)),
            rules: request.rule.isEmpty ? nil : [request.rule]
        ).run(source)
        let subject = TestResultSubject(
            SystemInfo(outcome.host), name: ScanTargets.platform, benchmarkHref: request.contentPath)
        return TargetReport(
            outcome.result, of: content.benchmark, subject: subject,
            warnings: outcome.notes + outcome.result.profile.notes)
    }

    /// A server is asked as the command asks it: some rules are about paths that are no resources.
    private var source: any APISource {
        if let server = cluster as? any PathReading { return PagedSource(ServerPages(server)) }
        return ClusterSource(cluster)
    }
}
