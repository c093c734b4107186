import ArgumentParser
import FileIntegrity
import IntegrityVerbs

/// The command `martlet integrity check`.
struct IntegrityCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Compare the files with the baseline.",
        discussion: """
            The baseline itself is looked at first: one that is not what was signed, or older than what was \
            published, is a finding. The exit code is 0 when all is as it was, 2 when something is not, 3 when \
            something could not be looked at and nothing else was found.

            EXAMPLES
              martlet integrity check
              martlet integrity check -o wide --limit /etc/ssh
              martlet integrity check --config /etc/aide/aide.conf -o aide
              martlet integrity check --unexplained-only --fail-on unexplained
              martlet integrity check --root /mnt/node --state-dir /var/lib/nodes/worker-1 -o sarif
            """)

    @OptionGroup var arguments: IntegrityArguments
    @OptionGroup var walk: WalkArguments
    @OptionGroup var published: PublishedArguments

    @Option(name: [.short, .long], help: "How to print: table, wide, json, yaml, ndjson, sarif or aide.")
    var output = IntegrityFormat.table

    @Flag(name: .customLong("unexplained-only"), help: "Leave out the changes that packages explain.")
    var showsUnexplainedOnly = false

    @Option(
        name: .customLong("fail-on"),
        help: "Which findings make the exit code 2: any, or unexplained for those that no package explains.")
    var threshold = Threshold.any

    /// Which findings count.
    enum Threshold: String, CaseIterable, ExpressibleByArgument {
        case any, unexplained
    }

    func run() throws {
        let run = try IntegrityRun(arguments) { options in
            walk.add(to: &options)
            options.showsDatabaseDigests = output == .aide
        }
        let result = try run.check(published.evidence())
        let unexplained = result.withoutExplained
        try run.show(
            showsUnexplainedOnly ? unexplained : result, output,
            exitCode: threshold == .any ? result.exitCode : unexplained.exitCode)
    }
}
