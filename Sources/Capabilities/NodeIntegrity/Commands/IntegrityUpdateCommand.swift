import ArgumentParser
import Capability
import FileIntegrity
import IntegrityVerbs

/// The command `martlet integrity update`.
struct IntegrityUpdateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Compare the files with the baseline, and show what there is to approve.",
        discussion: """
            AIDE's update remembers whatever it finds. This one remembers nothing by itself: it prints the changes \
            and, to standard error, the line that approves each, so that somebody looks at them.

            EXAMPLES
              martlet integrity update
              martlet integrity update --limit /etc -o wide
            """)

    @OptionGroup var arguments: IntegrityArguments
    @OptionGroup var walk: WalkArguments
    @OptionGroup var published: PublishedArguments

    @Option(name: [.short, .long], help: "How to print: table, wide, json, yaml, ndjson, sarif or aide.")
    var output = IntegrityFormat.table

    func run() throws {
        let run = try IntegrityRun(arguments, walk.add)
        let result = try run.check(published.evidence())
        for finding in result.findings {
            StandardError.write("martlet integrity approve --finding \(finding.digest)   # \(finding.path)")
        }
        try run.show(result, output)
    }
}
