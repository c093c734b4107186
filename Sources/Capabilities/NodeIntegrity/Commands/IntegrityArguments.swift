import ArgumentParser
import FileIntegrity
import Glibc
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

    @Option(help: "The node's name in the baseline. Default: the machine's own.")
    var node: String?

    /// The rules.
    var source: ConfigurationSource { config.map { .file($0) } ?? .strict }

    /// What is said besides the rules.
    var options: IntegrityVerb.Options {
        var options = IntegrityVerb.Options()
        options.dialect = dialect
        options.database = database
        options.node = node
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

    @Flag(
        inversion: .prefixedNo,
        help: """
            Take digests of files that did not change from the index beside the baseline. Who can write to the \
            index can hide a change from this.
            """)
    var index = false

    func add(to options: inout IntegrityVerb.Options) {
        options.root = root
        options.limit = limit
        options.workers = workers?.value
        options.usesIndex = index
    }
}

/// The time, in seconds since 1970.
@Sendable func presentTime() -> Int64 { Int64(time(nil)) }

extension Dialect: ExpressibleByArgument {}

extension WorkerCount: ExpressibleByArgument {
    /// Reads `4` or `50%`.
    public init?(argument: String) { self.init(argument) }
}
