import ArgumentParser
import Capability
import EmbeddedCluster

/// The command `martlet cluster backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Write the whole state into one file.",
        discussion: """
            The cluster may be running and goes on meanwhile. The file holds the objects as of one version and \
            the cluster's certificates, keys and tokens: keep it as you keep secrets. Only its owner may read it.

            EXAMPLES
              martlet cluster backup /backup/martlet.db
              martlet cluster backup "martlet-$(date +%F).db" --state-dir /var/lib/martlet

            EXIT CODES
              0 the file is complete, 1 it could not be written, 64 the command line makes no sense.
            """)

    @Argument(help: "The file to write; one that is there is replaced when the new one is complete.")
    var file: String

    @OptionGroup var state: StateDirectoryOption

    func run() throws {
        let summary = try StateBackup(path: file).make(of: state.stateDirectory)
        StandardError.write("\(file): \(summary.sentence)")
    }
}

extension StateSummary {
    /// The numbers as people read them.
    var sentence: String {
        "\(objects) objects at resource version \(resourceVersion), \(bytes / 1024) KiB"
    }
}
