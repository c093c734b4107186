import Bytes
public import Cluster
public import Kubernetes
import Synchronization

/// One change as a watch tells it: the stored text is ready to be sent.
public struct RawWatchEvent: Sendable {
    /// What happened, as seen through the watch's selectors.
    public var kind: WatchEvent.Kind
    /// The object after the change; for a deletion its last state, stamped with the deletion's version.
    public var object: StoredObject
}

/// A watch on a resource: a place in its history and a selection.
///
/// It holds no queue. A reader that falls behind further than the history reaches is cut with 410 `Expired`
/// and costs nobody else anything. One task at a time reads it.
public final class RawWatch: Sendable {
    private struct Cursor {
        var version: Int64
        /// The present state that is still to be told before the live changes.
        var initial: ArraySlice<StoredObject>
        var announcesEnd: Bool
        var ticks: Int
    }

    /// Brings objects into the version that is watched.
    typealias Conversion = @Sendable ([StoredObject]) async throws(StatusError) -> [StoredObject]

    private static let batchLimit = 256

    private let cache: ResourceCache
    private let selection: Selection
    private let resource: ServedResource
    private let wantsBookmarks: Bool
    private let committed: @Sendable () -> Int64
    private let convert: Conversion?
    private let cursor: Mutex<Cursor>

    init(
        _ cache: ResourceCache, _ selection: Selection, _ resource: ServedResource, after version: Int64,
        initial: [StoredObject], announcesEnd: Bool, wantsBookmarks: Bool,
        committed: @escaping @Sendable () -> Int64, convert: Conversion? = nil
    ) {
        self.cache = cache
        self.selection = selection
        self.resource = resource
        self.wantsBookmarks = wantsBookmarks
        self.committed = committed
        self.convert = convert
        cursor = Mutex(Cursor(version: version, initial: initial[...], announcesEnd: announcesEnd, ticks: 0))
    }

    /// Waits for the next events; nil when the cluster shuts down or the task is cancelled.
    ///
    /// - Throws: 410 `Expired` when the history no longer reaches back to this watch's place: list again.
    public func next() async throws(StatusError) -> [RawWatchEvent]? {
        guard var events = try await nextStored() else { return nil }
        guard let convert else { return events }
        let told = events.indices.filter { events[$0].kind != .bookmark }
        let objects = try await convert(told.map { events[$0].object })
        for (place, object) in zip(told, objects) { events[place].object = object }
        return events
    }

    private func nextStored() async throws(StatusError) -> [RawWatchEvent]? {
        if let events = nextInitial() { return events }
        while !Task.isCancelled {
            // Read before the history, so that nothing up to it can be missing there: see the bookmark below.
            let published = committed()
            var place = cursor.withLock { $0 }
            switch cache.read(after: place.version) {
            case .closed: return nil
            case .expired(let forgotten):
                throw .expired("too old resource version: \(place.version) (\(forgotten))")
            case .changes(let changes):
                place.version = changes.last?.resourceVersion ?? place.version
                cursor.withLock { $0.version = place.version }
                let events = changes.compactMap(event)
                if !events.isEmpty { return events }
            case .nothing(let ticks):
                if wantsBookmarks, ticks != place.ticks {
                    cursor.withLock { cursor in
                        cursor.ticks = ticks
                        cursor.version = max(cursor.version, published)
                    }
                    return [bookmark(max(place.version, published))]
                }
                await cache.wait(after: place.version, ticks: ticks)
            }
        }
        return nil
    }

    /// A bookmark for where the watch stands: what a server sends before it ends a watch by its time limit.
    public func bookmark() -> RawWatchEvent { bookmark(cursor.withLock { $0.version }) }

    private func nextInitial() -> [RawWatchEvent]? {
        cursor.withLock { cursor in
            if !cursor.initial.isEmpty {
                let batch = cursor.initial.prefix(Self.batchLimit)
                cursor.initial = cursor.initial.dropFirst(Self.batchLimit)
                return batch.map { RawWatchEvent(kind: .added, object: resource.relabelled($0)) }
            }
            guard cursor.announcesEnd else { return nil }
            cursor.announcesEnd = false
            return [bookmark(cursor.version, annotations: ["k8s.io/initial-events-end": "true"])]
        }
    }

    /// A change seen through the selectors: entering them is ADDED, leaving them DELETED.
    private func event(_ change: StoredChange) -> RawWatchEvent? {
        let isWanted = change.kind != .deleted && selection.matches(change.object)
        let wasWanted = change.previous.map(selection.matches) ?? false
        switch (wasWanted, isWanted) {
        case (false, false): return nil
        case (false, true): return RawWatchEvent(kind: .added, object: resource.relabelled(change.object))
        case (true, true): return RawWatchEvent(kind: .modified, object: resource.relabelled(change.object))
        case (true, false):
            let last =
                change.kind == .deleted ? change.object : change.previous?.stamped(change.resourceVersion)
            return RawWatchEvent(kind: .deleted, object: resource.relabelled(last ?? change.object))
        }
    }

    private func bookmark(_ version: Int64, annotations: JSONObject? = nil) -> RawWatchEvent {
        var metadata: JSON = ["resourceVersion": .string(String(version)), "creationTimestamp": .null]
        metadata["annotations"] = annotations.map(JSON.object)
        let kind = resource.type.kind
        let json: JSON = [
            "apiVersion": .string(kind.apiVersion), "kind": .string(kind.kind), "metadata": metadata,
        ]
        return RawWatchEvent(
            kind: .bookmark, object: StoredObject(key: "", resourceVersion: version, bytes: json.bytes))
    }
}
