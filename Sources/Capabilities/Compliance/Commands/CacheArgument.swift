import ArgumentParser
import SCAP

/// `--no-cache`: whether content may come from the cache of an earlier command.
struct CacheArgument: ParsableArguments {
    @Flag(
        name: .customLong("no-cache"),
        help: "Read the content anew and keep nothing of it; so does MARTLET_NO_CACHE in the environment.")
    var skipsCache = false

    /// The user's cache; nil when it is not wanted.
    var cache: ContentCache? { skipsCache ? nil : .usual() }
}
