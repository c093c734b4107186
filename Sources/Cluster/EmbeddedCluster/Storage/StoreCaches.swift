import Synchronization

/// The caches of a store, one for each resource, and whoever wants to hear of their changes.
///
/// One task or thread at a time publishes; everybody reads.
package final class StoreCaches: Sendable {
    private struct State {
        var claimed: [String: ResourceCache] = [:]
        /// Objects of resources that nobody has asked for yet: of definitions that are not known yet.
        var unclaimed: SortedObjects
        var history: [StoredChange]
        var floor: Int64
    }

    private let state: Mutex<State>
    private let published: Atomic<Int64>
    private let observers = Mutex<[AsyncStream<OwnershipChange>.Continuation]>([])

    /// Begins with what a storage holds.
    package init(_ loaded: StoredState) {
        published = Atomic(loaded.resourceVersion)
        state = Mutex(
            State(unclaimed: SortedObjects(loaded.objects), history: loaded.history, floor: loaded.floor))
    }

    /// The version up to which everything is published.
    package var resourceVersion: Int64 { published.load(ordering: .acquiring) }

    /// The changes up to this version are forgotten.
    var floor: Int64 { state.withLock { $0.floor } }

    /// The cache of the keys that begin with `prefix`; it takes its objects over from those that nobody has
    /// asked for when it is asked for the first time.
    package func cache(prefix: String) -> ResourceCache {
        let (cache, taken) = state.withLock { state in
            if let cache = state.claimed[prefix] { return (cache, [StoredObject]()) }
            let objects = state.unclaimed.objects(prefix: prefix)
            for object in objects { state.unclaimed.remove(object.key) }
            let history = state.history.filter {
                $0.key.hasPrefix(prefix) && $0.resourceVersion > state.floor
            }
            let cache = ResourceCache(
                prefix: prefix, objects: SortedObjects(objects), history: history, floor: state.floor)
            state.claimed[prefix] = cache
            // The cache keeps its own part; kept here as well it would only cost memory.
            state.history.removeAll { $0.key.hasPrefix(prefix) }
            return (cache, objects)
        }
        // What came before its definition was known is told now.
        tell(taken.compactMap { OwnershipChange(present: $0, prefix: prefix) })
        return cache
    }

    /// The caches that somebody has asked for.
    package var all: [ResourceCache] { state.withLock { Array($0.claimed.values) } }

    /// Adds durable changes in their order, then wakes the watches.
    func publish(_ changes: [(cache: ResourceCache, change: StoredChange)]) {
        var touched: [ObjectIdentifier: ResourceCache] = [:]
        for (cache, change) in changes {
            cache.append(change)
            touched[ObjectIdentifier(cache)] = cache
        }
        if let last = changes.last { advance(to: last.change.resourceVersion) }
        for cache in touched.values { cache.wake() }
        tell(changes.compactMap { OwnershipChange($0.change, prefix: $0.cache.prefix) })
    }

    /// Adds changes that were made elsewhere, in their order; everything up to `version` is then published.
    package func publish(_ changes: [StoredChange], upTo version: Int64) {
        publish(changes.compactMap { change in claim(change).map { ($0, change) } })
        advance(to: version)
    }

    /// The object of a key, wherever it is kept.
    package func object(_ key: String) -> StoredObject? {
        let (cache, object) = state.withLock { state in
            let cache = Self.cache(of: key, in: state)
            return (cache, cache == nil ? state.unclaimed[key] : nil)
        }
        return cache.map { $0[key] } ?? object
    }

    /// Every object.
    package var objects: [StoredObject] {
        let (claimed, unclaimed) = state.withLock { (Array($0.claimed.values), $0.unclaimed.objects()) }
        return claimed.flatMap { $0.snapshot().objects.objects() } + unclaimed
    }

    /// The cache that a change belongs to; without one it is kept until somebody asks for it.
    private func claim(_ change: StoredChange) -> ResourceCache? {
        state.withLock { state in
            if let cache = Self.cache(of: change.key, in: state) { return cache }
            if change.kind == .deleted {
                state.unclaimed.remove(change.key)
            } else {
                state.unclaimed.put(change.object)
            }
            state.history.append(change)
            return nil
        }
    }

    /// A resource's keys begin with one segment after `/registry/`, or with two when its group is one of them.
    private static func cache(of key: String, in state: State) -> ResourceCache? {
        var slashes = 0
        for index in key.utf8.indices where key.utf8[index] == UInt8(ascii: "/") {
            slashes += 1
            guard slashes > 2 else { continue }
            if let cache = state.claimed[String(key[...index])] { return cache }
            if slashes == 4 { break }
        }
        return nil
    }

    private func tell(_ changes: [OwnershipChange]) {
        guard !changes.isEmpty else { return }
        let observers = observers.withLock { $0 }
        for change in changes { for observer in observers { observer.yield(change) } }
    }

    /// Says that everything up to a version is published.
    package func advance(to version: Int64) { published.store(version, ordering: .releasing) }

    /// Forgets the history up to a version.
    package func trim(to floor: Int64) {
        let claimed = state.withLock { state in
            state.floor = floor
            state.history.removeAll { $0.resourceVersion <= floor }
            return Array(state.claimed.values)
        }
        for cache in claimed { cache.trim(to: floor) }
    }

    /// Lets every watch that wants bookmarks send one.
    package func tick() { for cache in all { cache.tick() } }

    /// Every change from now on that concerns owners and dependants.
    package func ownershipChanges() -> AsyncStream<OwnershipChange> {
        let (stream, continuation) = AsyncStream.makeStream(of: OwnershipChange.self)
        observers.withLock { $0.append(continuation) }
        return stream
    }

    /// Ends every watch once it has read what is there.
    package func close() {
        for cache in all { cache.close() }
        for observer in observers.withLock({ $0 }) { observer.finish() }
    }
}
