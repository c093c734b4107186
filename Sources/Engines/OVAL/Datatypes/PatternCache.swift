import Patterns
import Synchronization

/// Compiled patterns by source: content repeats the same few thousand expressions in many entities.
public final class PatternCache: Sendable {
    /// The cache of this process.
    public static let shared = PatternCache()
    /// More sources than any real content has; beyond it the cache starts anew, so hostile content cannot fill
    /// memory with it.
    private static let limit = 20_000

    private struct Key: Hashable {
        let source: String
        let options: Pattern.Options
    }
    private let patterns = Mutex<[Key: Pattern]>([:])

    /// An empty cache.
    public init() {}

    /// The pattern of a source, compiled at most once.
    ///
    /// OVAL patterns are UTF-8, as oscap compiles them.
    public func pattern(_ source: String, options: Pattern.Options = .utf8) throws(PatternError) -> Pattern {
        let key = Key(source: source, options: options)
        if let known = patterns.withLock({ $0[key] }) { return known }
        let fresh = try Pattern(source, options: options)
        patterns.withLock {
            if $0.count >= Self.limit { $0.removeAll() }
            $0[key] = fresh
        }
        return fresh
    }
}
