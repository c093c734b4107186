import Capability
import Glibc
import Host
import OVAL
import SCAP
import Threads
import XCCDF
import XML

/// Scans this host, or a directory that holds another, with Martlet's own SCAP engine.
struct HostScanner: ComplianceScanner {
    /// The directory that is looked at as the host's root.
    let root: String

    func scan(_ request: ScanRequest, for scan: ComplianceScan) async throws -> TargetReport {
        let root = root
        return try await BlockingThread.run {
            defer { ProcessMemory.giveBack() }
            let content = try Content(path: request.contentPath, options: .checks)
            let host = try Host(root: root)
            let result = try content.scan(
                ProfileChoice(request.profile),
                tailoring: try request.tailoring.map(Tailoring.init(document:)),
                only: request.rule.isEmpty ? nil : [request.rule], collector: Collector(host: host),
                clock: { Int64(time(nil)) })
            let subject = TestResultSubject(SystemInfo(host), benchmarkHref: request.contentPath)
            return TargetReport(
                result, of: content.benchmark, subject: subject, warnings: result.profile.notes)
        }
    }
}

extension TargetReport {
    /// The report of an assessment.
    init(
        _ result: BenchmarkResult, of benchmark: Benchmark, subject: TestResultSubject, warnings: [String]
    ) {
        let counts = result.counts
        let fails = [Outcome.fail, .error, .unknown].contains { counts[$0, default: 0] > 0 }
        self.init(
            document: result.document(of: benchmark, subject: subject), exitCode: fails ? "2" : "0",
            warnings: warnings)
    }
}

extension Tailoring {
    /// Reads the tailoring that a ConfigMap holds.
    init(document: [UInt8]) throws {
        let reader = try XMLReader(bytes: document, name: "tailoring.xml")
        guard reader.localName == "Tailoring" else {
            throw ScanFailure(
                description: "tailoring.xml: the root element is \(reader.localName), not Tailoring")
        }
        try self.init(reader: reader)
    }
}
