import ArgumentParser
import Capability
import Compliance
import NodeIntegrity
import Vulnerabilities

/// The program: every capability is one line here.
struct Martlet: AsyncParsableCommand {
    /// The capabilities, in the order of the security table.
    static func capabilities(
        contentDirectories: [String] = [], contentFiles: [String] = []
    ) -> [any Capability] {
        [
            Compliance(contentDirectories: contentDirectories, contentFiles: contentFiles),
            NodeIntegrity(),
            Vulnerabilities(),
        ]
    }

    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "martlet", abstract: "Every control of the security table, for a cluster or one host.",
        discussion: """
            Exit codes: 0 clean, 1 the command failed, 2 findings at or above --fail-on, 3 something could not be \
            looked at, 64 the command line makes no sense.

            EXAMPLES
              martlet up --state-dir /var/lib/martlet
              martlet cluster backup /backup/martlet.db
              martlet compliance scan --profile standard
              martlet integrity init && martlet integrity check
              martlet feed import debian=tracker.json && martlet node scan
            """,
        version: version,
        subcommands: [UpCommand.self, OperatorCommand.self, AgentCommand.self, ClusterCommand.self]
            + capabilities().flatMap(\.commands))
}
