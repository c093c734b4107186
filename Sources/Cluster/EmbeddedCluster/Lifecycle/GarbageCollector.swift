import Bytes
import Cluster
import Kubernetes
import Logging

/// Deletes what belonged to objects that are gone (`metadata.ownerReferences`).
///
/// It keeps one index, owner's uid → dependants, and decides every case from the objects as they are stored
/// when it looks, so a stale entry of the index only costs a look.
struct GarbageCollector {
    /// Where a dependant stands.
    private struct Place: Hashable {
        var prefix: String
        var key: String
    }

    private let cluster: EmbeddedCluster
    private var dependants: [String: Set<Place>] = [:]

    init(cluster: EmbeddedCluster) { self.cluster = cluster }

    mutating func run() async {
        // Followed first, then read: nothing can happen unseen in between.
        let changes = cluster.store.ownershipChanges()
        for resource in cluster.registry.stored {
            for object in cluster.cache(resource).snapshot().objects.objects()
            where OwnershipChange.concerns(object) { await examine(object, resource.prefix) }
        }
        for await change in changes {
            if change.isDeletion {
                await follow(change.object, change.prefix)
            } else {
                await examine(change.object, change.prefix)
            }
        }
    }

    // MARK: Events

    /// Looks at an object that is there.
    private mutating func examine(_ object: StoredObject, _ prefix: String) async {
        let place = Place(prefix: prefix, key: object.key)
        for owner in object.metadata.ownerUIDs { dependants[owner, default: []].insert(place) }
        if !object.metadata.ownerUIDs.isEmpty { await judge(place) }
        if object.metadata.isTerminating { await settle(place) }
    }

    /// Looks at what an object that is gone leaves behind.
    private mutating func follow(_ object: StoredObject, _ prefix: String) async {
        let place = Place(prefix: prefix, key: object.key)
        for owner in object.metadata.ownerUIDs { dependants[owner]?.remove(place) }
        for dependant in dependants.removeValue(forKey: object.metadata.uid) ?? [] { await judge(dependant) }
        // An owner that waits for its dependants may have waited for this one.
        for owner in Object(object.json).ownerReferences {
            guard let (resource, stored) = find(owner, namespace: object.metadata.namespace) else { continue }
            if let stored, stored.metadata.isTerminating {
                await settle(Place(prefix: resource.prefix, key: stored.key))
            }
        }
    }

    // MARK: Decisions

    /// Decides whether a dependant stays: it does while one of its owners does.
    private func judge(_ place: Place) async {
        guard let (resource, stored) = present(place), !stored.metadata.isTerminating else { return }
        let object = Object(stored.json)
        var (solid, waiting, absent): ([OwnerReference], [OwnerReference], [OwnerReference]) = ([], [], [])
        for owner in object.ownerReferences {
            // Of a kind that is not served nobody can say that it is absent.
            guard let (_, found) = find(owner, namespace: object.namespace) else { return }
            switch found {
            case let found? where found.metadata.uid != owner.uid: absent.append(owner)
            case let found? where Self.waitsForDependants(found): waiting.append(owner)
            case .some: solid.append(owner)
            case nil: absent.append(owner)
            }
        }
        let gone = Set((waiting + absent).map(\.uid))
        guard !gone.isEmpty else { return }
        await attempt("collect", object) { () throws(StatusError) in
            if !solid.isEmpty {
                try await dropOwners(gone, of: object, resource)
                return
            }
            let isForeground = !waiting.isEmpty && dependants[object.uid]?.isEmpty == false
            _ = try await cluster.rawDelete(
                resource.type, namespace: object.namespace, name: object.name,
                options: DeleteOptions(propagation: isForeground ? .foreground : .background, uid: object.uid)
            )
        }
    }

    /// Works off the two finalizers that a deletion's propagation policy leaves on an owner.
    private func settle(_ place: Place) async {
        guard let (resource, stored) = present(place) else { return }
        let owner = Object(stored.json)
        let places = dependants[owner.uid] ?? []
        if owner.finalizers.contains(Finalizer.orphan) {
            for dependant in places {
                guard let (resource, stored) = present(dependant) else { continue }
                let object = Object(stored.json)
                await attempt("orphan", object) { () throws(StatusError) in
                    try await dropOwners([owner.uid], of: object, resource)
                }
            }
            await release(owner, resource, Finalizer.orphan)
        } else if owner.finalizers.contains(Finalizer.foreground) {
            for dependant in places { await judge(dependant) }
            if !places.contains(where: { blocks(owner.uid, $0) }) {
                await release(owner, resource, Finalizer.foreground)
            }
        }
    }

    private func blocks(_ uid: String, _ place: Place) -> Bool {
        guard let (_, stored) = present(place) else { return false }
        return Object(stored.json).ownerReferences.contains { $0.uid == uid && $0.blockOwnerDeletion }
    }

    private static func waitsForDependants(_ owner: StoredObject) -> Bool {
        owner.metadata.isTerminating && Object(owner.json).finalizers.contains(Finalizer.foreground)
    }

    // MARK: Reading and writing

    private func present(_ place: Place) -> (ServedResource, StoredObject)? {
        guard let resource = cluster.registry.resource(prefix: place.prefix),
            let object = cluster.cache(resource)[place.key]
        else { return nil }
        return (resource, object)
    }

    /// An owner's resource and, when it is there, the owner; nil when its kind is not served.
    private func find(
        _ owner: OwnerReference, namespace: String?
    ) -> (resource: ServedResource, object: StoredObject?)? {
        let kind = GroupVersionKind(apiVersion: owner.apiVersion, kind: owner.kind)
        guard let resource = cluster.registry.resource(of: kind) else { return nil }
        // An object of the whole cluster cannot belong to one of a namespace: there is no saying of which.
        if resource.type.scope == .namespaced, namespace == nil { return (resource, nil) }
        let key = resource.key(namespace: namespace, name: owner.name)
        return (resource, cluster.cache(resource)[key])
    }

    private func dropOwners(
        _ uids: Set<String>, of object: Object, _ resource: ServedResource
    ) async throws(StatusError) {
        _ = try await cluster.change(
            resource, namespace: object.namespace, name: object.name, subresource: nil,
            options: WriteOptions(),
            attempts: 10
        ) { current throws(StatusError) in
            var next = current
            next.ownerReferences.removeAll { uids.contains($0.uid) }
            return next
        }
    }

    private func release(_ owner: Object, _ resource: ServedResource, _ finalizer: String) async {
        await attempt("release", owner) { () throws(StatusError) in
            try await cluster.release(
                resource, namespace: owner.namespace, name: owner.name, finalizers: [finalizer])
        }
    }

    private func attempt(
        _ what: String, _ object: Object, _ body: () async throws(StatusError) -> Void
    ) async {
        do throws(StatusError) { try await body() } catch  where error.code == 404 || error.code == 409 {
            // Somebody else changed or deleted it: that change is looked at in its turn.
        } catch {
            cluster.logger.warning(
                "garbage collection failed",
                metadata: [
                    "step": "\(what)", "kind": "\(object.kind)", "name": "\(object.name)",
                    "error": "\(error)",
                ])
        }
    }
}
