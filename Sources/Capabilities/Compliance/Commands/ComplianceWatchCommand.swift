import ArgumentParser
import Bytes
import Capability
import ComplianceVerbs
import Glibc
import Host
import OVAL
import SCAP
import XCCDF

/// The command `martlet compliance watch`.
struct ComplianceWatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Evaluate a profile again and again and print what changes.",
        discussion: """
            The first round looks at everything; every later one only at what changed since, and comes to the same \
            results. Ends after --rounds, or never.

            EXAMPLES
              martlet compliance watch --profile standard
              martlet compliance watch --profile standard --every 5 -o json
            """)

    @OptionGroup var profile: ProfileArguments

    @Option(help: "The directory that is looked at as the host's root.")
    var root = "/"

    @Option(help: "Seconds between two rounds.")
    var every = 60

    @Option(help: "How many rounds there are; 0 never ends.")
    var rounds = 0

    @Option(name: [.short, .long], help: "How to print changes: table, or json for one document a line.")
    var output = OutputFormat.table

    func validate() throws {
        if every < 0 { throw ValidationError("--every: \(every) is negative") }
        if rounds < 0 { throw ValidationError("--rounds: \(rounds) is negative") }
    }

    func run() throws {
        let content = try profile.read(root: root, [.checks])
        let tailoring = try profile.tailoring(in: content)
        let scan = try RepeatedScan(
            content, profile.choice, tailoring: tailoring, host: try Host(root: root))
        var before: ResultList?
        var round = 0
        while true {
            round += 1
            let result = try scan.next(at: Int64(time(nil)))
            let now = ResultList(result, of: content.benchmark)
            if let before {
                show(ResultDifference(from: before, to: now), at: result.endTime)
            } else {
                StandardError.write("watching \(now.rows.count) rules")
            }
            before = now
            let counts = scan.counts
            if isatty(STDERR_FILENO) == 1 {
                StandardError.write(
                    "round \(round): \(counts.collected) objects looked at, \(counts.reused) unchanged")
            }
            if round == rounds { return }
            sleep(UInt32(every))
        }
    }

    private func show(_ difference: ResultDifference, at time: Int64) {
        if difference.changes.isEmpty { return }
        var text = ""
        switch output {
        case .table:
            for change in difference.changes {
                text +=
                    "\(UTCTime.text(time)) \(change.kind.rawValue) \(ComplianceNames.dnsName(change.rule)): "
                text += "\(change.before?.rawValue ?? "-") -> \(change.after?.rawValue ?? "-")\n"
            }
        case .json, .yaml:
            var document = difference.json
            document["time"] = .string(UTCTime.text(time))
            text = output == .json ? document.text + "\n" : "---\n" + output.render(document)
        }
        StandardOutput.put(Array(text.utf8))
    }
}
