import Bytes
import Cluster
import Kubernetes
import Logging

extension EmbeddedCluster {
    /// The namespaces that every cluster has.
    private static let defaultNamespaces = ["default", "kube-node-lease", "kube-public", "kube-system"]

    /// Watches get a bookmark this often when nothing else happens.
    private static let bookmarkInterval = Duration.seconds(30)

    /// Works until the task is cancelled: ``runForAll()`` and ``runForItself()`` of a cluster that one process
    /// has to itself.
    ///
    /// Exactly one task runs it beside the callers of the cluster.
    public func run() async {
        async let shared: Void = runForAll()
        await runForItself()
        await shared
    }

    /// What one of the processes that share a store does for all of them, until the task is cancelled:
    /// namespaces, definitions and owners take their contents with them, old events go.
    public func runForAll() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await Termination.namespaces(of: self).run() }
            group.addTask { await Termination.definitions(of: self).run() }
            group.addTask { await DefaultServiceAccounts(cluster: self).run() }
            group.addTask { await EventExpiry(cluster: self).run() }
            group.addTask {
                var collector = GarbageCollector(cluster: self)
                await collector.run()
            }
        }
    }

    /// What every process does for its own callers, until the task is cancelled: definitions become resources,
    /// watches get their bookmarks.
    public func runForItself() async {
        await withTaskGroup(of: Void.self) { group in
            // Our own writers refresh at once; another process that shares the store may write definitions too.
            group.addTask { await self.follow(self.definitions) { _ in self.refreshCustomResources() } }
            group.addTask {
                while (try? await self.clock.sleep(Self.bookmarkInterval)) != nil { self.sendBookmarks() }
            }
        }
    }

    /// Creates what a new cluster begins with; does nothing in one that has begun.
    func createDefaults() async throws(StatusError) {
        let missing = Self.defaultNamespaces.filter {
            cache(namespaces)[namespaces.key(namespace: nil, name: $0)] == nil
        }
        let outcomes = await withTaskGroup(of: Result<Void, StatusError>.self) { group in
            for name in missing { group.addTask { await self.createNamespace(name) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for outcome in outcomes { try outcome.get() }
    }

    private func createNamespace(_ name: String) async -> Result<Void, StatusError> {
        do throws(StatusError) {
            _ = try await rawCreate(
                namespaces.type, namespace: nil, Object(kind: namespaces.type.kind, name: name))
            return .success(())
        } catch {
            // Another process that shares the store may begin at the same time.
            return error.reason == "AlreadyExists" ? .success(()) : .failure(error)
        }
    }

    /// Tells the present objects and then every change, for ever; begins again when the history is lost.
    func follow(_ resource: ServedResource, _ visit: (RawWatchEvent) async -> Void) async {
        while !Task.isCancelled {
            do throws(StatusError) {
                let watch = try await rawWatch(resource.type, namespace: nil, options: WatchOptions())
                while let events = try await watch.next() {
                    for event in events { await visit(event) }
                }
                return
            } catch {
                logger.debug("a lifecycle watch begins again", metadata: ["reason": "\(error)"])
            }
        }
    }

    /// Removes finalizers from an object, which may be its end.
    func release(
        _ resource: ServedResource, namespace: String?, name: String, finalizers: Set<String>
    ) async throws(StatusError) {
        _ = try await change(
            resource, namespace: namespace, name: name, subresource: nil, options: WriteOptions(),
            attempts: 10
        ) { current throws(StatusError) in
            var next = current
            next.finalizers.removeAll { finalizers.contains($0) }
            return next
        }
    }
}
