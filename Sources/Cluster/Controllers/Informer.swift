public import Cluster
public import Kubernetes
public import Logging

/// Keeps a local copy of the objects of a type true by list and watch, and tells of every true change.
///
/// A watch that ends or breaks is resumed from the last version seen, bookmarks included. `410 Expired`, as an
/// answer or as an event, makes it look at everything anew and compare by uid and version: handlers see each
/// change once, deletions in the meantime included, and no repetitions. See ``InformerState`` for the walk.
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

    /// What is told of changes.
    public typealias Handler = @Sendable (Change) async -> Void

    /// The type that is followed.
    public nonisolated let type: ResourceType
    /// Where the informer stands.
    public private(set) var state = InformerState.empty
    /// True once everything that was there at the start is in the copy.
    public private(set) var hasSynced = false

    private let cluster: any Cluster
    private let namespace: String?
    private let resync: Duration
    private let backoff: Backoff
    private let clock: any Clock<Duration>
    private let time: @Sendable () -> Duration
    private let logger: Logger
    private var copy = InformerCopy()
    private var failures = FailureCount()
    private var streamsLists: Bool

    /// How many objects a page of a list holds; client-go's figure.
    private static let pageSize = 500
    /// A watch that ends sooner without a word is not worth resuming at once.
    private static let shortWatch = Duration.seconds(1)

    /// Prepares to follow a type; in all namespaces when `namespace` is nil.
    ///
    /// - Parameter streamsLists: ask for a streaming list first; a server that knows none is listed in pages.
    public init(
        _ type: ResourceType, in cluster: any Cluster, namespace: String? = nil,
        resync: Duration = .seconds(600), streamsLists: Bool = true,
        backoff: Backoff = .watch, clock: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) {
        self.type = type
        self.cluster = cluster
        self.namespace = namespace
        self.resync = resync
        self.streamsLists = streamsLists
        self.backoff = backoff
        self.clock = clock
        self.logger = logger
        time = clock.stopwatch()
    }

    /// The objects as last seen, in no order.
    public var objects: [Object] { copy.objects }

    /// The object of a key as last seen.
    public func object(_ key: ObjectKey) -> Object? { copy[key] }

    /// Follows the type until the task is cancelled.
    public func run(_ handle: @escaping Handler) async {
        await withTaskGroup { group in
            group.addTask {
                while !Task.isCancelled { await self.step(handle) }
            }
            group.addTask { await self.repeatAll(handle) }
        }
    }

    private func step(_ handle: Handler) async {
        switch state {
        case .empty:
            copy.beginRound()
            state = streamsLists ? .filling : .listing(next: nil, atOnce: false)
        case .filling: state = await stream(from: nil, handle)
        case .listing(let token, let atOnce): state = await list(from: token, atOnce: atOnce, handle)
        case .streaming(let version): state = await stream(from: version, handle)
        case .broken(_, let wait, let next):
            if (try? await clock.sleep(for: wait)) != nil { state = next }
        }
    }

    /// Reads a page.
    private func list(from token: String?, atOnce: Bool, _ handle: Handler) async -> InformerState {
        do throws(StatusError) {
            let options = ListOptions(limit: atOnce ? nil : Self.pageSize, continue: token)
            let page = try await cluster.list(type, namespace: namespace, options: options)
            for object in page.items { await tell(copy.put(object), handle) }
            if let next = page.continue { return .listing(next: next, atOnce: atOnce) }
            await tell(copy.endRound(), handle)
            hasSynced = true
            return .streaming(version: page.resourceVersion)
        } catch {
            guard token != nil, error.isExpired else { return broken(error, then: .empty) }
            // The server could go on from here, but with another version than the pages before: not a list
            // that a watch can follow. One page cannot expire.
            copy.beginRound()
            return broken(error, then: .listing(next: nil, atOnce: true))
        }
    }

    /// Applies the events of one watch; where to go from its end.
    ///
    /// - Parameter start: the version that is known, or nil to be sent everything first.
    private func stream(from start: String?, _ handle: Handler) async -> InformerState {
        var version = start
        var isQuiet = true
        let begun = time()
        do {
            let options = WatchOptions(
                resourceVersion: start, allowBookmarks: true, sendInitialEvents: start == nil)
            for try await event in try await cluster.watch(type, namespace: namespace, options: options) {
                isQuiet = false
                switch event.kind {
                case .bookmark:
                    if version == nil, event.object.endsInitialEvents {
                        await tell(copy.endRound(), handle)
                        hasSynced = true
                        version = event.object.resourceVersion
                        state = .streaming(version: event.object.resourceVersion)
                    }
                case .deleted: await tell(copy.remove(event.object), handle)
                case .added, .modified: await tell(copy.put(event.object), handle)
                }
                if version != nil { version = event.object.resourceVersion }
            }
        } catch {
            return failed(
                error as? StatusError ?? .internalError("\(error)"), at: version,
                wasFilling: start == nil && version == nil)
        }
        guard let version else {
            // A server that does not know streaming lists may take the request for a plain watch.
            streamsLists = false
            return .empty
        }
        guard isQuiet, time() - begun < Self.shortWatch else { return .streaming(version: version) }
        let short = StatusError(
            code: 503, reason: "ServiceUnavailable",
            message: "the watch of \(type.qualifiedName) ended at once and without an event")
        return broken(short, then: .streaming(version: version))
    }

    private func failed(_ error: StatusError, at version: String?, wasFilling: Bool) -> InformerState {
        if wasFilling {
            guard error.isRefusalForGood else { return broken(error, then: .empty) }
            streamsLists = false
            return .listing(next: nil, atOnce: false)
        }
        guard let version, !error.isExpired, !error.isRefusalForGood else {
            return broken(error, then: .empty)
        }
        return broken(error, then: .streaming(version: version))
    }

    private func broken(_ error: StatusError, then next: InformerState) -> InformerState {
        let wait = failures.wait(backoff, at: time())
        if !error.isExpired, !Task.isCancelled {
            logger.warning("following \(type.qualifiedName) broke: \(error); next try in \(wait)")
        }
        return .broken(error, wait: wait, then: next)
    }

    private func tell(_ changes: [Change], _ handle: Handler) async {
        for change in changes { await handle(change) }
    }

    private func repeatAll(_ handle: Handler) async {
        while (try? await clock.sleep(for: resync)) != nil {
            // What goes while this is under way must not be handed out after its end.
            for key in copy.keys {
                if let object = copy[key] { await handle(.resynced(object)) }
            }
        }
    }
}

extension Object {
    /// True for the bookmark that ends the first part of a streaming list.
    fileprivate var endsInitialEvents: Bool { annotations["k8s.io/initial-events-end"] == "true" }
}
