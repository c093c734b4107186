public import Cluster
public import Kubernetes

extension EmbeddedCluster {
    /// Begins a watch whose events carry the stored texts.
    ///
    /// A version that the history no longer has is told by the first ``RawWatch/next()``, because Kubernetes
    /// sends that as an event of the watch and not as an answer to the request.
    public func rawWatch(
        _ type: ResourceType, namespace: String?, options: WatchOptions
    ) async throws(StatusError) -> RawWatch {
        let resource = try resolve(type)
        let selection = try Selection(
            resource, namespace: namespace, labelSelector: options.labelSelector,
            fieldSelector: options.fieldSelector)
        let version = try Self.version(options.resourceVersion)
        let cache = cache(resource)
        var start = version ?? 0
        var initial: [StoredObject] = []
        if let version, version > 0 { try await waitUntilPublished(version) }
        if start == 0 || options.sendInitialEvents {
            let published = store.resourceVersion
            let (objects, last) = cache.snapshot()
            initial = objects.objects(prefix: selection.prefix).filter(selection.matches)
            start = max(published, last)
        }
        let store = store
        var convert: RawWatch.Conversion?
        if resource.conversion != nil {
            convert = { (objects) async throws(StatusError) in
                try await self.converted(objects, to: resource)
            }
        }
        return RawWatch(
            cache, selection, resource, after: start, initial: initial,
            announcesEnd: options.sendInitialEvents,
            wantsBookmarks: options.allowBookmarks, committed: { store.resourceVersion },
            convert: convert)
    }

    /// Changes from a version on.
    public func watch(
        _ type: ResourceType, namespace: String?, options: WatchOptions
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error> {
        let watch = try await rawWatch(type, namespace: namespace, options: options)
        let buffer = WatchBuffer(watch)
        // Pulling keeps the watch's promise: nothing queues up for a reader that is slow.
        return AsyncThrowingStream { try await buffer.next() }
    }
}

/// Hands a raw watch's batches out one decoded event at a time.
private actor WatchBuffer {
    private let watch: RawWatch
    private var events: ArraySlice<RawWatchEvent> = []

    init(_ watch: RawWatch) { self.watch = watch }

    func next() async throws -> WatchEvent? {
        if events.isEmpty {
            guard let batch = try await watch.next() else { return nil }
            events = batch[...]
        }
        return events.popFirst().map { WatchEvent(kind: $0.kind, object: Object($0.object.json)) }
    }
}
