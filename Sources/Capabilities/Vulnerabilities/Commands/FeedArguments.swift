import ArgumentParser
import Feeds
import Glibc

/// Where a command finds the feeds.
struct FeedArguments: ParsableArguments {
    @Option(
        name: .customLong("feeds"),
        help: """
            The directory of the feeds. Default: /var/lib/martlet/feeds; of others than root, in XDG_STATE_HOME.
            """)
    var path: String?

    /// The directory.
    var directory: FeedDirectory {
        if let path { return FeedDirectory(path) }
        if geteuid() == 0 { return FeedDirectory("/var/lib/martlet/feeds") }
        func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
        let state = variable("XDG_STATE_HOME") ?? (variable("HOME") ?? "/tmp") + "/.local/state"
        return FeedDirectory(state + "/martlet/feeds")
    }
}
