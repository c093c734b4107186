import ArgumentParser
import Capability
import SCAPReports

/// The command `martlet compliance report`.
struct ComplianceReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Show results that a file holds in another form.",
        discussion: """
            Reads XCCDF results and ARF documents, whoever wrote them.

            EXAMPLES
              martlet compliance report arf.xml > report.html
              martlet compliance report results.xml --content ssg-debian12-ds.xml -o sarif > results.sarif
            """)

    @Argument(help: "An XCCDF result or ARF document.") var file: String
    @Option(help: "The content, for results that do not hold it.") var content: String?
    @Option(
        name: .customLong("result-id"), help: "The result's id or the end of it; the last one by default.")
    var resultID: String?
    @Option(name: [.short, .long], help: "html, json, sarif, junit, csv, markdown or checklist.")
    var output = ScanFormat.html
    @Option(help: "Write to FILE instead of standard output.") var to: String?

    func validate() throws {
        if [.table, .wide, .yaml].contains(output) {
            throw ValidationError(
                "--output \(output.rawValue): give html, json, sarif, junit, csv, markdown or checklist")
        }
    }

    func run() throws {
        let report = try Report(path: file, resultID: resultID, benchmarkPath: content)
        for note in report.notes { StandardError.write(note) }
        if let to {
            try OutputFile(path: to).write { try report.write(output, to: $0) }
        } else {
            try report.write(output) { StandardOutput.put($0) }
        }
    }
}
