import ArgumentParser
import Capability
import IntegrityVerbs

/// The commands `martlet integrity config …`.
struct IntegrityConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "The strict rules that hold without --config.",
        subcommands: [IntegrityConfigShowCommand.self])
}

/// The command `martlet integrity config show`.
struct IntegrityConfigShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the strict rules, in the language of AIDE 0.18.",
        discussion: """
            EXAMPLES
              martlet integrity config show > aide.conf
            """)

    func run() throws { StandardOutput.put(Array(StrictConfiguration.text.utf8)) }
}
