import Host
import OVAL
import SCAP
import SCAPReports
import XCCDF

/// The files that `--results` and its like ask for.
struct ChecklistResults {
    private let session: ChecklistSession
    private let result: BenchmarkResult
    private let system: SystemInfo
    private let subject: TestResultSubject
    private let record: OVALRecord?

    /// - Parameter record: what OVAL came to; nil when nothing tells of it.
    init(_ session: ChecklistSession, _ result: BenchmarkResult, host: Host, record: OVALRecord?) {
        self.session = session
        self.result = result
        system = SystemInfo(host)
        subject = TestResultSubject(
            system, name: Environment.value("OSCAP_EVALUATION_TARGET"), benchmarkHref: session.content.path)
        self.record = record
    }

    private var arguments: ParsedArguments { session.invocation.arguments }

    /// Writes what was asked for.
    func write() throws(Failure) {
        let content = session.content
        if arguments.has("export-variables") { try VariableDocuments(session).write() }
        if let path = arguments.value("results") {
            let document = BenchmarkDocument(
                path: content.path, benchmark: content.benchmark, result: result, subject: subject)
            try ResultFile(path).write { receive in try document.write(to: receive) }
        }
        let oval = try record.map { record throws(Failure) in
            try ChecklistOVALResults(session, record, system: system)
        }
        if arguments.has("oval-results") { try oval?.writeFiles() }
        if let path = arguments.value("results-arf") {
            let document = AssetReport(
                content: content, result: result, subject: subject, parts: oval?.parts ?? [])
            try ResultFile(path).write { receive in try document.write(to: receive) }
        }
        if let path = arguments.value("report") {
            let report = Report(content: content, result: result, subject: subject)
            try ResultFile(path).write { receive in try report.writeHTML(to: receive) }
        }
        if let path = arguments.value("stig-viewer") {
            try ResultFile(path).write(
                result.document(of: content.benchmark, subject: subject, naming: .stig))
        }
    }

    private var content: Content { session.content }
}
