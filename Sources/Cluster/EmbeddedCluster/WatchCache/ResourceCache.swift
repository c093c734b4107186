import Synchronization

/// The objects of one resource in memory, with their recent changes: what LIST, GET and WATCH are served from.
///
/// The store appends a change here after it is durable and before its writer is answered, so that whoever has
/// seen a version in an answer finds it in every read.
package final class ResourceCache: Sendable {
    /// The keys' common beginning, `/registry/<group>/<plural>/`.
    package let prefix: String

    private struct State {
        var objects: SortedObjects
        var history: EventHistory
        /// The last change that the history has forgotten; what came after it is all here.
        var forgotten: Int64
        /// The last change's version; the history may have forgotten that change.
        var lastVersion: Int64
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
        var nextWaiter = 0
        var ticks = 0
        var isClosed = false
    }

    private let state: Mutex<State>

    init(prefix: String, objects: SortedObjects, history: [StoredChange], floor: Int64) {
        self.prefix = prefix
        let history = EventHistory(history)
        state = Mutex(
            State(
                objects: objects, history: history, forgotten: floor, lastVersion: history.lastVersion))
    }

    /// How many objects there are.
    package var count: Int { state.withLock { $0.objects.count } }

    /// The object of a key.
    package subscript(key: String) -> StoredObject? { state.withLock { $0.objects[key] } }

    /// The present objects and the version of the last change among them.
    func snapshot() -> (objects: SortedObjects, version: Int64) {
        state.withLock { ($0.objects, $0.lastVersion) }
    }

    /// The objects as they were at a version, or nil when the history does not reach back so far.
    ///
    /// Undoing the later changes on a copy makes any version of the history exact without pinning memory.
    func snapshot(at version: Int64) -> SortedObjects? {
        let now = state.withLock { state in
            state.forgotten <= version ? (state.objects, Array(state.history.changes(after: version))) : nil
        }
        guard var (objects, later) = now else { return nil }
        while let change = later.popLast() {
            if let previous = change.previous { objects.put(previous) } else { objects.remove(change.key) }
        }
        return objects
    }

    /// Takes over a durable change.
    func append(_ change: StoredChange) {
        state.withLock { state in
            if change.kind == .deleted {
                state.objects.remove(change.key)
            } else {
                state.objects.put(change.object)
            }
            state.history.append(change)
            state.lastVersion = change.resourceVersion
        }
    }

    /// Forgets the history up to a version; a watch that has missed a forgotten change is cut, one on a quiet
    /// resource is not.
    func trim(to floor: Int64) {
        state.withLock { state in
            state.forgotten = max(state.forgotten, state.history.trim(to: floor))
        }
    }

    // MARK: Watching

    /// What a watch finds after its place in the history.
    enum Reading {
        /// Changes, oldest first; never empty.
        case changes([StoredChange])
        /// Nothing new; how often the bookmark clock has ticked so far.
        case nothing(ticks: Int)
        /// Changes after the place are forgotten, up to this one.
        case expired(forgotten: Int64)
        /// The store is closed.
        case closed
    }

    /// Reads at most 256 changes after a version, so that one slow reader holds the lock only briefly.
    func read(after version: Int64) -> Reading {
        state.withLock { state in
            if version < state.forgotten { return .expired(forgotten: state.forgotten) }
            let changes = state.history.changes(after: version, limit: 256)
            if !changes.isEmpty { return .changes(Array(changes)) }
            return state.isClosed ? .closed : .nothing(ticks: state.ticks)
        }
    }

    /// A number for somebody who is going to wait.
    func makeWaiter() -> Int {
        state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
    }

    /// Waits until there is something after a version, the bookmark clock ticks, the store closes, the waiter
    /// is released or the task is cancelled.
    ///
    /// A waiter waits once at a time.
    ///
    /// - Parameter isStopped: asked under the cache's lock, so that a release in between is not missed.
    func wait(_ waiter: Int, after version: Int64, ticks: Int, unless isStopped: () -> Bool) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    let isReady = state.lastVersion > version || state.ticks != ticks || state.isClosed
                    if isReady || isStopped() || Task.isCancelled { return false }
                    state.waiting[waiter] = continuation
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            release(waiter)
        }
    }

    /// Ends a waiter's waiting.
    func release(_ waiter: Int) {
        state.withLock { $0.waiting.removeValue(forKey: waiter) }?.resume()
    }

    /// Wakes every waiting watch.
    func wake() {
        let waiting = state.withLock { state in
            defer { state.waiting.removeAll(keepingCapacity: true) }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume() }
    }

    /// Lets the watches that want bookmarks send one.
    func tick() {
        state.withLock { $0.ticks += 1 }
        wake()
    }

    /// Ends every watch once it has read what is there.
    func close() {
        state.withLock { $0.isClosed = true }
        wake()
    }
}
