import Kubernetes

/// What the cluster needs of the place where its objects live: caches to read from, one way to write.
///
/// ``LocalStore`` keeps them in this process's own storage. Another one may share them with other processes: then
/// changes appear in the caches that nobody here has written, and versions have gaps.
package protocol ObjectStore: Sendable {
    /// The version up to which the caches hold every change.
    var resourceVersion: Int64 { get }

    /// The cache of the keys that begin with `prefix`.
    func cache(prefix: String) -> ResourceCache

    /// Asks for a change and waits until it is durable and visible, or refused.
    ///
    /// After a conflict the caches hold what was in the way, so that whoever decides again decides anew.
    func write(_ request: WriteRequest) async -> WriteOutcome

    /// Waits until the caches hold everything that was acknowledged, to whomever, before the call.
    ///
    /// - Throws: when that cannot be found out.
    func catchUp() async throws(StatusError)

    /// Lets every watch that wants bookmarks send one.
    func tick()

    /// Every change from now on that concerns owners and dependants.
    func ownershipChanges() -> AsyncStream<OwnershipChange>

    /// Finishes the writes that have begun and ends the watches.
    func close() async
}
