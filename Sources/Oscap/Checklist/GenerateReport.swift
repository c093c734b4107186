import SCAPReports

/// `oscap xccdf generate report`: results as a page for people.
struct GenerateReport {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let path = invocation.words[0]
        _ = try SourceFile.reader(path)
        let report: Report
        do throws(ReportError) {
            report = try Report(path: path, resultID: invocation.arguments.value("result-id"))
        } catch {
            throw Failure("\(error)")
        }
        try ReportFile(report).writeHTML(to: invocation.arguments.value("output") ?? "/dev/stdout")
        return .ok
    }
}

/// A report as a file.
struct ReportFile {
    private let report: Report

    init(_ report: Report) { self.report = report }

    /// Writes the page.
    func writeHTML(to path: String) throws(Failure) {
        var bytes: [UInt8] = []
        do { try report.writeHTML { bytes += $0 } } catch { throw Failure("\(error)") }
        try ResultFile(path).write(bytes)
    }
}
