import Bytes
import Kubernetes

extension EmbeddedCluster {
    /// Stores an object and waits until it is durable and visible.
    func commit(
        _ object: Object, as resource: ServedResource, expected: Int64?,
        condition: WriteRequest.Condition? = nil
    ) async -> WriteOutcome {
        var json = object.json
        if resource.conversion != nil {
            do throws(StatusError) {
                json = try await convert([object], to: storage(of: resource))[0].json
            } catch { return .refused(error) }
        }
        json["apiVersion"] = .string(resource.storedKind.apiVersion)
        let key = resource.key(namespace: object.namespace, name: object.name)
        let request = WriteRequest(
            cache(resource), key: key, expected: expected, .put(EncodedObject(json)), condition: condition)
        let outcome = await store.write(request)
        if case .stored = outcome { didWrite(resource) }
        return outcome
    }

    /// Removes an object and waits until that is durable and visible.
    func remove(_ object: StoredObject, of resource: ServedResource) async -> WriteOutcome {
        let request = WriteRequest(
            cache(resource), key: object.key, expected: object.resourceVersion, .delete)
        let outcome = await store.write(request)
        if case .stored = outcome { didWrite(resource) }
        return outcome
    }

    /// What a dry run answers: the object as it would be.
    func rehearsed(_ object: Object, as resource: ServedResource) -> StoredObject {
        let key = resource.key(namespace: object.namespace, name: object.name)
        return StoredObject(
            key: key, resourceVersion: Int64(object.resourceVersion) ?? 0, bytes: object.json.bytes)
    }

    /// An object as its caller sees it: in the version that was asked for.
    func served(
        _ object: StoredObject, as resource: ServedResource
    ) async throws(StatusError) -> StoredObject {
        try await converted(resource.relabelled(object), to: resource)
    }

    /// A changed definition changes what is served before its writer is answered.
    private func didWrite(_ resource: ServedResource) {
        if resource.prefix == definitions.prefix { refreshCustomResources() }
    }
}
