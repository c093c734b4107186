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
        let output = invocation.arguments.value("output")
        guard let output else {
            do { try report.writeHTML { invocation.terminal.print($0) } } catch { throw Failure("\(error)") }
            return .ok
        }
        try ResultFile(output).write { receive in try report.writeHTML(to: receive) }
        return .ok
    }
}
