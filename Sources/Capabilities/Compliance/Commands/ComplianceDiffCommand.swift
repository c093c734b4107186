import ArgumentParser
import Capability
import ComplianceVerbs
import Host
import SCAPReports
import XCCDF

/// The command `martlet compliance diff`.
struct ComplianceDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compare two results of one benchmark rule by rule.",
        discussion: """
            Reads what `compliance scan -o json` printed, XCCDF results and ARF documents. The exit code is 2 when a \
            rule at or above --fail-on held before and fails now.

            EXAMPLES
              martlet compliance diff monday.json today.json
              martlet compliance diff monday-arf.xml today-arf.xml --fail-on high -o json
            """)

    @Argument(help: "The earlier result.") var before: String
    @Argument(help: "The later result.") var after: String
    @Option(
        name: .customLong("fail-on"), help: "The least severity of a broken rule that makes the exit code 2.")
    var threshold = Severity.unknown
    @Option(name: [.short, .long], help: "How to print: table, json or yaml.") var output = OutputFormat.table

    func run() throws {
        let difference = ResultDifference(from: try read(before), to: try read(after))
        if output == .table {
            var table = TextTable(["RULE", "CHANGE", "BEFORE", "AFTER", "SEVERITY", "TITLE"])
            for change in difference.changes {
                table.add([
                    ComplianceNames.dnsName(change.rule), change.kind.rawValue,
                    change.before?.rawValue ?? "-", change.after?.rawValue ?? "-", change.severity.rawValue,
                    change.title,
                ])
            }
            print(table.text, terminator: "")
        } else {
            print(output.render(difference.json), terminator: "")
        }
        StandardError.write(
            "\(difference.changes.count) rules changed, \(difference.unchangedCount) did not")
        throw difference.hasBroken(atLeast: threshold) ? HouseExit.findings : HouseExit.clean
    }

    /// JSON begins with a brace; everything else is read as XML.
    private func read(_ path: String) throws -> ResultList {
        let host = try Host()
        let start = try host.read(HostPath(path), at: 0, count: 64)
        guard start.first(where: { !" \n\r\t".utf8.contains($0) }) == UInt8(ascii: "{") else {
            return try ResultList(xml: path)
        }
        return try ResultList(json: try host.read(HostPath(path), limit: 256 << 20), file: path)
    }
}
