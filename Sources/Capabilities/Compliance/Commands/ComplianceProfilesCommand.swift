import ArgumentParser
import Bytes
import Capability
import SCAP
import XCCDF
import YAML

/// The command `martlet compliance profiles`.
struct ComplianceProfilesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profiles", abstract: "List the profiles of SCAP content.",
        discussion: """
            EXAMPLES
              martlet compliance profiles
              martlet compliance profiles --content ssg-rhel9-ds.xml -o json
            """)

    @OptionGroup var content: ContentArgument
    @Option(name: [.short, .long], help: "How to print: table, json or yaml.") var output = OutputFormat.table

    func run() throws {
        let content = try Content(
            path: try content.path(root: "/"), options: .catalogue, cache: content.cache)
        let profiles = try content.benchmark.profiles.map { profile in
            (profile, try content.resolve(.named(profile.id)).selectedRuleCount)
        }
        switch output {
        case .table:
            var table = TextTable(["ID", "RULES", "TITLE"])
            for (profile, count) in profiles { table.add([profile.id, String(count), profile.title]) }
            print(table.text, terminator: "")
        case .json, .yaml:
            let list = JSON.array(
                profiles.map { profile, count in
                    ["id": .string(profile.id), "title": .string(profile.title), "rules": .int(Int64(count))]
                })
            print(output.render(["profiles": list]), terminator: "")
        }
    }
}
