public import Kubernetes

/// Where an informer stands.
///
/// The walk is `empty → filling or listing → streaming`, and from each to `broken` and back.
public enum InformerState: Sendable, Equatable {
    /// The copy must be compared with all that is there.
    case empty
    /// A watch sends everything that is there before what happens (a streaming list).
    case filling
    /// Pages of a list are being read; `next` is the token of the next one. A list that is read `atOnce` has one
    /// page, because the tokens of the one before expired.
    case listing(next: String?, atOnce: Bool)
    /// A watch tells of every change after a version.
    case streaming(version: String)
    /// Something failed; after the wait it goes on from where nothing is lost.
    indirect case broken(StatusError, wait: Duration, then: InformerState)
}

extension StatusError {
    /// True when the history that a watch or a page needs is gone, or belongs to another past.
    var isExpired: Bool {
        code == 410 || reason == "Expired" || reason == "Gone"
            || causes.contains { $0.reason == "ResourceVersionTooLarge" }
    }

    /// True when the same request will be refused again: it is not understood, or the type is gone.
    var isRefusalForGood: Bool { (400..<500).contains(code) && ![401, 403, 408, 410, 429].contains(code) }
}
