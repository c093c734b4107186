import Bytes
import Cluster
import Kubernetes
import Logging
import Synchronization

/// Takes the contents of something that is being deleted with it: of a namespace or of a definition.
///
/// While the holder is terminating nothing new can be created in it (the commit thread sees to that), so a pass
/// that finds nothing left is final.
struct Termination: Sendable {
    private static let retryInterval = Duration.seconds(1)

    private let cluster: EmbeddedCluster
    private let holders: ServedResource
    /// The resources, and the beginning of the keys, that are the contents of a holder.
    private let contents: @Sendable (_ holder: Object) -> [(resource: ServedResource, prefix: String)]
    /// Lets the empty holder go.
    private let release: @Sendable (_ holder: Object) async throws(StatusError) -> Void

    /// What happens to namespaces.
    static func namespaces(of cluster: EmbeddedCluster) -> Termination {
        Termination(cluster: cluster, holders: cluster.namespaces) { holder in
            cluster.registry.stored.filter { $0.type.scope == .namespaced }
                .map { ($0, $0.keyPrefix(namespace: holder.name)) }
        } release: { holder throws(StatusError) in
            _ = try await cluster.change(
                cluster.namespaces, namespace: nil, name: holder.name, subresource: "finalize",
                options: WriteOptions(), attempts: 10
            ) { current throws(StatusError) in
                var next = current
                let kept = (current["spec"]?["finalizers"]?.array ?? [])
                    .filter { $0.string != Finalizer.namespaceContents }
                next["spec"] = ["finalizers": .array(kept)]
                return next
            }
        }
    }

    /// What happens to custom resource definitions.
    static func definitions(of cluster: EmbeddedCluster) -> Termination {
        Termination(cluster: cluster, holders: cluster.definitions) { holder in
            guard holder.finalizers.contains(Finalizer.definitionCleanup) else { return [] }
            return cluster.registry.stored.filter { $0.definedBy == holder.name }.map { ($0, $0.prefix) }
        } release: { holder throws(StatusError) in
            try await cluster.release(
                cluster.definitions, namespace: nil, name: holder.name,
                finalizers: [Finalizer.definitionCleanup])
        }
    }

    private init(
        cluster: EmbeddedCluster, holders: ServedResource,
        contents: @escaping @Sendable (Object) -> [(resource: ServedResource, prefix: String)],
        release: @escaping @Sendable (Object) async throws(StatusError) -> Void
    ) {
        self.cluster = cluster
        self.holders = holders
        self.contents = contents
        self.release = release
    }

    func run() async {
        let waiting = Waiting()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await cluster.follow(holders) { event in
                    let name = event.object.metadata.name
                    let isDone = event.kind == .deleted || !event.object.metadata.isTerminating
                    let mayGo = isDone ? true : await empty(name)
                    waiting.names.withLock { if mayGo { $0.remove(name) } else { $0.insert(name) } }
                }
            }
            group.addTask {
                while (try? await cluster.clock.sleep(Self.retryInterval)) != nil {
                    for name in waiting.names.withLock({ $0 }) where await empty(name) {
                        waiting.names.withLock { _ = $0.remove(name) }
                    }
                }
            }
        }
    }

    /// The holders that wait for somebody else's finalizers on their contents.
    private final class Waiting: Sendable {
        let names = Mutex<Set<String>>([])
    }

    /// Deletes the contents of a terminating holder and, when none are left, lets it go; false when something
    /// is left.
    private func empty(_ name: String) async -> Bool {
        let key = holders.key(namespace: nil, name: name)
        guard let stored = cluster.cache(holders)[key], stored.metadata.isTerminating else { return true }
        let holder = Object(stored.json)
        var isEmpty = true
        do throws(StatusError) {
            for (resource, prefix) in contents(holder) {
                for object in cluster.cache(resource).snapshot().objects.objects(prefix: prefix) {
                    if try await !delete(object, resource) { isEmpty = false }
                }
            }
            if isEmpty { try await release(holder) }
        } catch  where error.code == 404 {
            return true
        } catch {
            cluster.logger.warning(
                "deletion goes on later", metadata: ["name": "\(name)", "error": "\(error)"])
            return false
        }
        return isEmpty
    }

    private func delete(_ object: StoredObject, _ resource: ServedResource) async throws(StatusError) -> Bool
    {
        let facts = object.metadata
        do throws(StatusError) {
            let result = try await cluster.rawDelete(
                resource.type, namespace: facts.namespace, name: facts.name)
            if case .pending = result { return false }
        } catch  where error.code == 404 {
            // Gone already.
        }
        return true
    }
}
