import ArgumentParser
import Capability
import EmbeddedCluster

/// The command `martlet cluster restore`.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Begin again from a backup.",
        discussion: """
            The cluster must not be running. Clients keep their kubeconfig: the certificates come back with the \
            backup. Resource versions go on far beyond those of the backup, so that a client that saw later ones \
            lists again. A plain copy of state.db, with state.db-wal beside it, is taken too; it has no \
            certificates, so those of the state directory stay.

            EXAMPLES
              martlet cluster restore /backup/martlet.db
              martlet cluster restore martlet.db --state-dir /var/lib/martlet --force

            EXIT CODES
              0 the state is restored, 1 it is not and nothing has changed, 64 the command line makes no sense.
            """)

    @Argument(help: "The backup.")
    var file: String

    @OptionGroup var state: StateDirectoryOption

    @Flag(help: "Replace a state that is there; it is kept beside the new one as state.db.replaced.")
    var force = false

    func run() throws {
        let directory = state.stateDirectory
        let summary = try StateBackup(path: file).restore(to: directory, replaces: force)
        StandardError.write("\(directory): \(summary.sentence)")
    }
}
