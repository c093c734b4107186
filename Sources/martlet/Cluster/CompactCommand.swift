import ArgumentParser
import Capability
import EmbeddedCluster

/// The command `martlet cluster compact`.
struct CompactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compact", abstract: "Make the state as small as its objects.",
        discussion: """
            Forgets the history and rewrites the file without gaps. The cluster must not be running; a running \
            one forgets old history and gives pages back by itself. Clients that watched list again.

            EXAMPLES
              martlet cluster compact
              martlet cluster compact --state-dir /var/lib/martlet

            EXIT CODES
              0 compacted, 1 it could not be, 64 the command line makes no sense.
            """)

    @OptionGroup var state: StateDirectoryOption

    func run() throws {
        let directory = state.stateDirectory
        let (before, after) = try StateCompaction(directory: directory).run()
        StandardError.write(
            "\(directory): \(before.bytes / 1024) KiB before, \(after.bytes / 1024) KiB after, "
                + "\(before.changes) changes forgotten")
    }
}
