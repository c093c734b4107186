public import Cluster
public import Kubernetes
public import Logging

/// Keeps a local copy of the objects of a type true by list and watch, and tells of every true change.
///
/// The walk is `listing → streaming → broken (back-off) → listing`. A watch that merely ends is resumed from
/// the last version seen; `410 Expired`, as an answer or as an event, starts over with a list. A fresh list
/// is compared with the copy by uid and version, so handlers see changes, not repetitions.
public actor Informer {
    /// A change of the local copy.
    public enum Change: Sendable {
        /// The object was not in the copy.
        case added(Object)
        /// The object has another version now.
        case updated(old: Object, new: Object)
        /// The object is gone; this is the last state that was seen.
        case deleted(Object)
        /// Nothing changed; the object is handed out again so that missed work is caught up.
        case resynced(Object)

        /// The object in its latest known state.
        public var object: Object {
            switch self {
            case .added(let object), .updated(_, let object), .deleted(let object), .resynced(let object):
                object
            }
        }
    }

    /// The type that is followed.
    public nonisolated let type: ResourceType
    private let cluster: any Cluster
    private let namespace: String?
    private let resync: Duration
    private let backoff: Backoff
    private let clock: any Clock<Duration>
    private let logger: Logger

    private var copy: [ObjectKey: Object] = [:]
    /// True once the first list is in the copy.
    public private(set) var hasSynced = false

    /// Prepares to follow a type; in all namespaces when `namespace` is nil.
    public init(
        _ type: ResourceType, in cluster: any Cluster, namespace: String? = nil,
        resync: Duration = .seconds(600),
        backoff: Backoff = .watch, clock: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) {
        self.type = type
        self.cluster = cluster
        self.namespace = namespace
        self.resync = resync
        self.backoff = backoff
        self.clock = clock
        self.logger = logger
    }

    /// The objects as last seen, in no order.
    public var objects: [Object] { Array(copy.values) }

    /// The object of a key as last seen.
    public func object(_ key: ObjectKey) -> Object? { copy[key] }

    /// Follows the type until the task is cancelled.
    public func run(_ handle: @escaping @Sendable (Change) async -> Void) async {
        await withTaskGroup { group in
            group.addTask { await self.follow(handle) }
            group.addTask { await self.repeatAll(handle) }
        }
    }

    private func follow(_ handle: @Sendable (Change) async -> Void) async {
        var version: String?
        var failures = 0
        while !Task.isCancelled {
            do {
                let start: String
                if let version { start = version } else { start = try await relist(handle) }
                version = try await stream(from: start, handle)
                failures = 0
            } catch {
                version = nil
                failures += 1
                let wait = backoff.delay(afterFailures: failures)
                if (error as? StatusError)?.code != 410 {
                    logger.warning("watch of \(type.qualifiedName) broke: \(error); next try in \(wait)")
                }
                try? await clock.sleep(for: wait)
            }
        }
    }

    /// Replaces the copy by a fresh list and hands out the difference.
    private func relist(_ handle: @Sendable (Change) async -> Void) async throws(StatusError) -> String {
        var fresh: [ObjectKey: Object] = [:]
        var options = ListOptions(limit: 500)
        var version = ""
        repeat {
            let page = try await cluster.list(type, namespace: namespace, options: options)
            for object in page.items { fresh[ObjectKey(object)] = object }
            version = page.resourceVersion
            options.continue = page.continue
        } while options.continue != nil
        let old = copy
        copy = fresh
        for (key, object) in old where fresh[key]?.uid != object.uid { await handle(.deleted(object)) }
        for (key, object) in fresh {
            guard let known = old[key], known.uid == object.uid else {
                await handle(.added(object))
                continue
            }
            if known.resourceVersion != object.resourceVersion {
                await handle(.updated(old: known, new: object))
            }
        }
        hasSynced = true
        return version
    }

    /// Applies events until the watch ends; the last version seen.
    private func stream(
        from start: String, _ handle: @Sendable (Change) async -> Void
    ) async throws -> String {
        var version = start
        let options = WatchOptions(resourceVersion: start, allowBookmarks: true)
        for try await event in try await cluster.watch(type, namespace: namespace, options: options) {
            version = event.object.resourceVersion
            let key = ObjectKey(event.object)
            switch event.kind {
            case .bookmark: continue
            case .deleted:
                copy[key] = nil
                await handle(.deleted(event.object))
            case .added, .modified:
                let old = copy.updateValue(event.object, forKey: key)
                await handle(old.map { .updated(old: $0, new: event.object) } ?? .added(event.object))
            }
        }
        return version
    }

    private func repeatAll(_ handle: @Sendable (Change) async -> Void) async {
        while (try? await clock.sleep(for: resync)) != nil {
            for object in copy.values { await handle(.resynced(object)) }
        }
    }
}
