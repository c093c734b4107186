import ArgumentParser
import Capability
import Glibc
import Host
import OVAL
import SCAP
import SCAPReports
import XCCDF

/// The command `martlet compliance remediate`.
struct ComplianceRemediateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remediate",
        abstract:
            "Show what the repairs of failed rules would change on this host, and make them when asked.",
        discussion: """
            Every repair is first run on a copy of this host's files, which shows what it would change and \
            whether the rule would pass. With --apply each repair whose rule passes there is then run on the host and the \
            rule is checked again; if it still fails, the files are brought back as they were. Repairs that the \
            copy cannot show, such as services and kernel settings, are made with --apply --unrehearsed.

            The exit code is 0 when every rule passes, or would; 2 when one does not.

            EXAMPLES
              martlet compliance remediate --profile standard
              martlet compliance remediate --profile standard --rule file_permissions_etc_passwd --apply
              martlet compliance remediate --list
              martlet compliance remediate --undo 1795370000-sshd-disable-root-login
            """)

    @OptionGroup var content: ContentArgument

    @Option(help: "The profile's id or the end of it; \"(all)\" selects every rule.")
    var profile: String?

    @Option(help: "A tailoring file, whose profiles come before those of the content.")
    var tailoring: String?

    @Option(name: .customLong("rule"), help: "Repair only this rule; may be given again.")
    var rules: [String] = []

    @Flag(help: "Run the repairs on this host.")
    var apply = false

    @Flag(help: "With --apply, also run repairs whose rule does not pass on the copy.")
    var unrehearsed = false

    @Flag(help: "List the repairs that can be undone.")
    var list = false

    @Option(help: "Bring the files back that a repair changed.")
    var undo: String?

    @Option(name: .customLong("kept-in"), help: "Where the files are kept as they were.")
    var keptIn = "/var/lib/martlet/repairs"

    @Option(name: [.short, .long], help: "How to print: table, json or yaml.")
    var output = OutputFormat.table

    func validate() throws {
        if [profile != nil, list, undo != nil].count(where: { $0 }) != 1 {
            throw ValidationError("give one of --profile, --list and --undo")
        }
        if unrehearsed, !apply { throw ValidationError("--unrehearsed needs --apply") }
        if !keptIn.hasPrefix("/") { throw ValidationError("--kept-in must be an absolute path") }
    }

    func run() throws {
        let kept = KeptRepairs(directory: keptIn)
        if list { return kept.names().forEach { print($0) } }
        if let undo { return try kept.undo(undo) }
        guard let profile else { return }
        guard geteuid() == 0 else {
            throw CommandFailure("a copy of this host's files can be made by root only; run this as root")
        }
        let report = try report(ProfileChoice(profile), kept)
        print(report.text(output), terminator: "")
        throw report.isGood ? HouseExit.clean : HouseExit.findings
    }

    private func report(_ choice: ProfileChoice, _ kept: KeptRepairs) throws -> RepairReport {
        let content = try Content(path: try content.path(root: "/"), options: [.checks, .fixes])
        for note in content.notes { StandardError.write(note) }
        let tailoring = try tailoring.map { try Tailoring(path: $0) }
        let only = try rules.map { try content.benchmark.ruleID(named: $0, option: "--rule") }
        let scan = try content.scan(
            choice, tailoring: tailoring, only: only.isEmpty ? nil : Set(only),
            collector: Collector(host: try Host()), clock: { Int64(time(nil)) })
        let scripts = FixScript(benchmark: content.benchmark, profile: scan.profile, kind: .bash)
        var report = RepairReport()
        for rule in scan.results where rule.outcome == .fail {
            let title = content.benchmark.rules[rule.ruleIndex].title
            guard let script = scripts.text(ofRuleAt: rule.ruleIndex) else {
                report.add(rule, title, RuleRepair.Result(state: .noScript))
                continue
            }
            let repair = RuleRepair(
                content: content, choice: choice, tailoring: tailoring, ruleID: rule.ruleID, script: script)
            var result = try repair.rehearse()
            if apply, unrehearsed || result.state == .wouldPass {
                let place = try kept.place(for: rule.ruleID, at: time(nil))
                result = try repair.apply(after: result, keepingIn: place)
            }
            report.add(rule, title, result)
        }
        return report
    }
}
