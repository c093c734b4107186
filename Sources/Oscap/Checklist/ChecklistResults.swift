import Host
import SCAP
import SCAPReports
import XCCDF

/// The files that `--results` and its like ask for.
struct ChecklistResults {
    private let session: ChecklistSession
    private let result: BenchmarkResult
    private let host: Host

    init(_ session: ChecklistSession, _ result: BenchmarkResult, host: Host) {
        self.session = session
        self.result = result
        self.host = host
    }

    private var arguments: ParsedArguments { session.invocation.arguments }

    /// Writes what was asked for.
    func write() throws(Failure) {
        if arguments.has("export-variables") { try VariableDocuments(session).write() }
        if let path = arguments.value("results") { try ResultFile(path).write(document()) }
        if let path = arguments.value("report") { try ReportFile(report()).writeHTML(to: path) }
        if let path = arguments.value("stig-viewer") { try ResultFile(path).write(document(naming: .stig)) }
    }

    /// The same in one value, for people.
    private func report() -> Report {
        Report(content: session.content, result: result, subject: subject())
    }

    private func document(naming: RuleNaming = .benchmark) -> [UInt8] {
        result.document(of: session.content.benchmark, subject: subject(), naming: naming)
    }

    private func subject() -> TestResultSubject {
        let name = Environment.value("OSCAP_EVALUATION_TARGET") ?? host.name()
        return TestResultSubject(target: name, benchmarkHref: session.content.path)
    }
}
