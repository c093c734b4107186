import ArgumentParser
import Capability
import EmbeddedCluster

/// The command `martlet cluster check`.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look a state or a backup over.",
        discussion: """
            Reads every page, every object and the whole history, and changes nothing; the cluster may be \
            running. Problems are printed one a line.

            EXAMPLES
              martlet cluster check
              martlet cluster check /backup/martlet.db

            EXIT CODES
              0 sound, 1 nothing could be read, 2 damaged, 64 the command line makes no sense.
            """)

    @Argument(help: "A backup; the state directory when none is named.")
    var file: String?

    @OptionGroup var state: StateDirectoryOption

    func run() throws {
        let path = file ?? state.stateDirectory
        let check = try StateCheck(path: path)
        for problem in check.problems { print(problem) }
        StandardError.write("\(path): \(check.summary.sentence), \(check.summary.changes) changes of history")
        if !check.problems.isEmpty { throw ExitCode(2) }
    }
}
