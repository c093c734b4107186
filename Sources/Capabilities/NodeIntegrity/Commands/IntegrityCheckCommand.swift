import ArgumentParser
import FileIntegrity

/// The command `martlet integrity check`.
struct IntegrityCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Compare the files with the baseline.",
        discussion: """
            EXAMPLES
              martlet integrity check
              martlet integrity check -o wide --limit /etc/ssh
              martlet integrity check --config /etc/aide/aide.conf -o aide
              martlet integrity check --root /mnt/node --state-dir /var/lib/nodes/worker-1 -o sarif
            """)

    @OptionGroup var arguments: IntegrityArguments
    @OptionGroup var walk: WalkArguments

    @Option(name: [.short, .long], help: "How to print: table, wide, json, yaml, ndjson, sarif or aide.")
    var output = IntegrityFormat.table

    func run() throws { try IntegrityRun(arguments, walk).carryOut(.check, output) }
}
