import AdvisoryStore
import Files
import Images

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
    /// A bundle has the serial number of what is here and other feeds; its path and the number.
    case forked(String, Int)
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
        case .forked(let path, let serial):
            "\(path): has the serial number \(serial) like the feeds here, and other feeds: the two were not made in "
                + "one place"
        case .lacksBase(let path, let feed):
            "\(path): of feed \"\(feed)\" it holds no more than what changed since a state that is not here; take a full "
                + "bundle"
        case .busy(let path): "\(path): another process is changing the feeds"
        }
    }

    init(_ failure: FileFailure) { self = .system(failure.description) }

    init(_ error: ImageError) {
        if case .system = error.problem {
            self = .system(error.description)
        } else {
            self = .damaged(error.place, String(error.description.dropFirst(error.place.count + 2)))
        }
    }

    init(_ error: StoreError) { self = .system(error.description) }
}
