import ArgumentParser

/// The commands `martlet feed …`.
struct FeedGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed", abstract: "Bring in what is known against software, and tell how old it is.",
        discussion: """
            EXAMPLES
              martlet feed import alma.tar.xz go.tar.xz kev.tar.xz
              martlet feed import debian=tracker.json
              martlet feed status
              martlet feed export feeds.tar --key feeds.key
              martlet feed import feeds.tar --trust feeds.pem
            """,
        subcommands: [
            FeedImportCommand.self, FeedExportCommand.self, FeedSyncCommand.self, FeedKeyCommand.self,
            FeedStatusCommand.self,
        ])
}
