import ArgumentParser
import FileIntegrity
import Host
import IntegrityVerbs

/// The command `martlet integrity compare`.
struct IntegrityCompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare two databases with each other.",
        discussion: """
            Databases of AIDE are read as well as our own, packed or not. With --config only the entries count that \
            its rules take, and its database_in and database_new are compared when no files are named.

            EXAMPLES
              martlet integrity compare monday.db friday.db
              martlet integrity compare --config aide.conf -o json
            """)

    @Argument(help: "The older database.") var old: String?
    @Argument(help: "The newer database.") var new: String?

    @Option(name: [.short, .long], help: "An aide.conf. Default: every entry counts.")
    var config: String?

    @Option(help: "The version of AIDE's language: 0.16, 0.18 or 0.19.")
    var dialect: Dialect?

    @Option(name: [.short, .long], help: "Only files whose path begins as this regular expression says.")
    var limit: String?

    @Option(name: [.short, .long], help: "How to print: table, wide, json, yaml, ndjson, sarif or aide.")
    var output = IntegrityFormat.table

    func validate() throws {
        if old == nil ? config == nil : new == nil {
            throw ValidationError("two databases are needed, or --config with database_in and database_new")
        }
    }

    func run() throws {
        var options = IntegrityVerb.Options()
        options.dialect = dialect
        options.database = old
        options.otherDatabase = new
        options.limit = limit
        let verb = try IntegrityVerb(
            configuration: config.map { .file($0) } ?? .everything, options: options, files: .of(try Host()))
        let run = IntegrityRun(verb)
        try run.show(try run.look(.compare), output)
    }
}
