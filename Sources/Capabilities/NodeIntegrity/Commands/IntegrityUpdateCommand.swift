import ArgumentParser
import FileIntegrity

/// The command `martlet integrity update`.
struct IntegrityUpdateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Compare, and remember how every file is now.",
        discussion: """
            EXAMPLES
              martlet integrity update
              martlet integrity update --limit /etc -o json
            """)

    @OptionGroup var arguments: IntegrityArguments
    @OptionGroup var walk: WalkArguments

    @Option(name: [.short, .long], help: "How to print: table, wide, json, yaml, ndjson, sarif or aide.")
    var output = IntegrityFormat.table

    func run() throws { try IntegrityRun(arguments, walk).carryOut(.update, output) }
}
