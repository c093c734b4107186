import OVAL
import SCAPReports

/// `oscap oval generate report`: OVAL results as a page for people.
struct GenerateDefinitionsReport {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let source = try SourceFile(invocation.words[0])
        guard source.kind == .ovalResults else {
            throw Failure(
                "Type mismatch: \(source.path). Expecting OVAL Results but found \(source.kind.name).")
        }
        let report: OVALReport
        do throws(OVALError) { report = OVALReport(try RecordedResults(path: source.path)) } catch {
            throw Failure("\(error)")
        }
        guard let output = invocation.arguments.value("output") else {
            do { try report.writeHTML { invocation.terminal.print($0) } } catch { throw Failure("\(error)") }
            return .ok
        }
        try ResultFile(output).write { receive in try report.writeHTML(to: receive) }
        return .ok
    }
}
