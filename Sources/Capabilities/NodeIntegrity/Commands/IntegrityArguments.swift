import ArgumentParser
import FileIntegrity
import Glibc
import Host
import IntegrityVerbs

/// By which rules a command looks, and where the baseline is.
struct IntegrityArguments: ParsableArguments {
    @Option(name: [.short, .long], help: "An aide.conf. Default: the strict rules of this program.")
    var config: String?

    @Option(help: "The version of AIDE's language: 0.16, 0.18 or 0.19.")
    var dialect: Dialect?

    @Option(
        name: .customLong("state-dir"),
        help: """
            Where the baseline is kept. Default: /var/lib/martlet/integrity; of others than root, in XDG_STATE_HOME.
            """)
    var stateDirectory: String?

    @Option(help: "The baseline itself. Default: database_in of --config, or baseline.db in --state-dir.")
    var database: String?

    /// The rules.
    var source: ConfigurationSource { config.map { .file($0) } ?? .strict }

    /// What is said besides the rules.
    var options: IntegrityVerb.Options {
        var options = IntegrityVerb.Options()
        options.dialect = dialect
        options.database = database
        if let stateDirectory {
            options.place = BaselinePlace(directory: stateDirectory)
            options.placeIsChosen = true
        }
        return options
    }
}

/// What of the machine is looked at, and with how much of it.
struct WalkArguments: ParsableArguments {
    @Option(help: "The directory that is looked at as the machine's root.")
    var root: String?

    @Option(name: [.short, .long], help: "Only files whose path begins as this regular expression says.")
    var limit: String?

    @Option(help: "How many threads read contents: a number, or a share of the processors such as 50%.")
    var workers: WorkerCount?

    func add(to options: inout IntegrityVerb.Options) {
        options.root = root
        options.limit = limit
        options.workers = workers?.value
    }
}

extension IntegrityVerb {
    /// What the arguments of a command ask for.
    init(_ arguments: IntegrityArguments, _ walk: WalkArguments) throws {
        var options = arguments.options
        walk.add(to: &options)
        try self.init(configuration: arguments.source, options: options, files: .of(try Host()))
    }
}

/// The time, in seconds since 1970.
@Sendable func presentTime() -> Int64 { Int64(time(nil)) }

extension Dialect: ExpressibleByArgument {}

extension WorkerCount: ExpressibleByArgument {
    /// Reads `4` or `50%`.
    public init?(argument: String) { self.init(argument) }
}
