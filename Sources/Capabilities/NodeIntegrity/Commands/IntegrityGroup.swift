import ArgumentParser

/// The commands `martlet integrity …`.
struct IntegrityGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "integrity", abstract: "Tell which files of this machine are not as they were.",
        discussion: """
            Rules are in AIDE's language; without --config the strict ones hold that come with the program. The \
            exit code is 0 when every file is as it was, 2 when one is not, 3 when something could not be looked \
            at, 1 when the command itself failed and 64 when the command line makes no sense.

            EXAMPLES
              martlet integrity init
              martlet integrity check
            """,
        subcommands: [
            IntegrityInitCommand.self, IntegrityCheckCommand.self, IntegrityApproveCommand.self,
            IntegrityUpdateCommand.self, IntegrityVerifyCommand.self, IntegrityWatchCommand.self,
            IntegrityListCommand.self, IntegrityCompareCommand.self, IntegrityConfigCheckCommand.self,
            IntegrityConfigCommand.self,
        ])
}
