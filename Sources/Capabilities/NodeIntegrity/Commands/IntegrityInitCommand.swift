import ArgumentParser
import FileIntegrity

/// The command `martlet integrity init`.
struct IntegrityInitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make the baseline: remember how every file is now.",
        discussion: """
            The exit code is 0 when everything could be looked at and 3 when something could not; the baseline is \
            written in both cases.

            EXAMPLES
              martlet integrity init
              martlet integrity init --config /etc/aide/aide.conf --database /var/lib/aide/aide.db
              martlet integrity init --root /mnt/node --state-dir /var/lib/nodes/worker-1
            """)

    @OptionGroup var arguments: IntegrityArguments
    @OptionGroup var walk: WalkArguments

    @Flag(help: "Take the place of a baseline that is there, and forget what it says.")
    var replace = false

    func run() throws {
        try IntegrityRun(arguments, walk).carryOut(.initialize, replaces: replace, .table)
    }
}
