import ArgumentParser
import Capability
import FileIntegrity
import IntegrityVerbs

/// The command `martlet integrity list`.
struct IntegrityListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show what a database remembers.",
        discussion: """
            Databases of AIDE are read as well as our own, packed or not.

            EXAMPLES
              martlet integrity list --limit /etc/ssh
              martlet integrity list --database aide.db.gz -o ndjson
            """)

    @OptionGroup var arguments: IntegrityArguments

    @Option(name: [.short, .long], help: "Only files whose path begins as this regular expression says.")
    var limit: String?

    @Option(name: [.short, .long], help: "How to print: table, json, yaml or ndjson.")
    var output = DatabaseListing.Form.table

    func run() throws {
        let run = try IntegrityRun(arguments)
        guard let location = run.verb.configuration.databaseIn else {
            throw CommandFailure("database_in: no database is named")
        }
        let listing = try DatabaseListing(
            location, dialect: run.verb.configuration.dialect, limit: limit)
        let count = try listing.write(
            output, yaml: OutputFormat.yaml.render, to: { StandardOutput.put($0) })
        StandardError.write("\(count) entries")
    }
}

extension DatabaseListing.Form: ExpressibleByArgument {}
