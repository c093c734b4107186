import Kubernetes

/// A change that somebody wants.
package struct WriteRequest: Sendable {
    /// What should stand under the key.
    package enum Change: Sendable {
        /// This object, with its version filled in.
        case put(EncodedObject)
        /// Nothing.
        case delete
    }

    /// Judges the state that the write would follow; nil when the write may go on.
    package typealias Condition =
        @Sendable (_ current: (ResourceCache, String) -> StoredObject?) -> StatusError?

    /// Where the key belongs.
    package var cache: ResourceCache
    /// The key.
    package var key: String
    /// The version that must stand there now; nil when the key must be free.
    package var expected: Int64?
    /// What should stand there.
    package var change: Change
    /// A further condition, judged by the commit thread against the state that this write would follow.
    ///
    /// This is how a create is refused once its namespace has begun to go: no other write comes between.
    package var condition: Condition?

    package init(
        _ cache: ResourceCache, key: String, expected: Int64?, _ change: Change,
        condition: Condition? = nil
    ) {
        self.cache = cache
        self.key = key
        self.expected = expected
        self.change = change
        self.condition = condition
    }
}

/// What became of a ``WriteRequest``.
package enum WriteOutcome: Sendable {
    /// It is durable and visible; after a deletion, the last state stamped with the deletion's version.
    case stored(StoredObject)
    /// Something else stands under the key: this, or nothing.
    case conflict(StoredObject?)
    /// The condition does not hold.
    case refused(StatusError)
    /// The storage failed; nothing changed.
    case failed(String)
}

/// A request with the task that waits for its outcome.
struct Pending: Sendable {
    var request: WriteRequest
    var continuation: CheckedContinuation<WriteOutcome, Never>
}
