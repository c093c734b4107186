import AdvisoryStore
import Files

/// Why feeds cannot be used, brought in or handed on.
public enum FeedsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A file cannot be read or written, and why.
    case system(String)
    /// A file is not what it should be: its path and a clause that says how.
    case damaged(String, String)
    /// A bundle is signed by nobody whom this machine trusts.
    case untrusted(String)
    /// A bundle is older than what is here; its serial number and the one that is here.
    case rollback(String, Int, Int)
    /// A bundle of changes is for other feeds than those that are here; its path and the feed.
    case lacksBase(String, String)
    /// Another process is changing the feeds.
    case busy(String)

    /// One sentence.
    public var description: String {
        switch self {
        case .system(let sentence): sentence
        case .damaged(let path, let reason): "\(path): \(reason)"
        case .untrusted(let path): "\(path): is signed by none of the keys that are trusted"
        case .rollback(let path, let found, let known):
            "\(path): has the serial number \(found), and the feeds here have \(known): older feeds are not taken"
        case .lacksBase(let path, let feed):
            "\(path): holds only changes of feed \"\(feed)\" against a state that is not here; take a full bundle"
        case .busy(let path): "\(path): another process is changing the feeds"
        }
    }

    init(_ failure: FileFailure) { self = .system(failure.description) }

    init(_ error: StoreError) { self = .system(error.description) }
}
