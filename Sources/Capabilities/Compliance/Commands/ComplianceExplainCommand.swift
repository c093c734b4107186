import ArgumentParser
import Capability
import ComplianceVerbs
import Glibc
import Host
import OVAL
import SCAP
import XCCDF

/// The command `martlet compliance explain`.
struct ComplianceExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Evaluate one rule and say in words why it came out so.",
        discussion: """
            EXAMPLES
              martlet compliance explain --profile standard sshd_disable_root_login
              martlet compliance explain --profile '(all)' --root /mnt/image file_permissions_etc_shadow
            """)

    @OptionGroup var profile: ProfileArguments
    @Option(help: "The directory that is looked at as the host's root.") var root = "/"
    @Argument(help: "The rule's id or the end of it.") var rule: String

    func run() throws {
        let content = try profile.read(root: root, [.checks])
        let id = try content.benchmark.ruleID(named: rule, option: "rule")
        let result = try content.scan(
            profile.choice, tailoring: try profile.tailoring(in: content), only: [id],
            collector: Collector(host: try Host(root: root)), clock: { Int64(time(nil)) })
        for row in result.results where row.ruleID == id {
            print(RuleExplanation(row, of: content.benchmark).text, terminator: "")
        }
    }
}
