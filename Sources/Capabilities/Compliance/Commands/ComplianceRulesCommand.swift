import ArgumentParser
import Bytes
import Capability
import ComplianceVerbs
import SCAP
import XCCDF

/// The command `martlet compliance rules`.
struct ComplianceRulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List the rules of a profile.",
        discussion: """
            EXAMPLES
              martlet compliance rules --profile standard
              martlet compliance rules --profile cis --all --content ssg-rhel9-ds.xml -o json
            """)

    @OptionGroup var profile: ProfileArguments
    @Flag(help: "List the rules that the profile leaves out as well.") var all = false
    @Option(name: [.short, .long], help: "How to print: table, json or yaml.") var output = OutputFormat.table

    func run() throws {
        let content = try profile.read([.references, .fixes])
        let catalogue = RuleCatalogue(
            content.benchmark, under: try profile.resolve(in: content), includingUnselected: all)
        guard output == .table else {
            print(output.render(["rules": catalogue.json]), terminator: "")
            return
        }
        var table = TextTable(["RULE", "SELECTED", "SEVERITY", "TITLE"])
        for row in catalogue.rows {
            table.add([
                ComplianceNames.dnsName(row.id), row.isSelected ? "yes" : "no", row.severity.rawValue,
                row.title,
            ])
        }
        print(table.text, terminator: "")
    }
}
