import Bytes
import Cluster
import Kubernetes

extension EmbeddedCluster {
    /// So often an apply begins anew when the object comes or goes meanwhile.
    private static let applyAttempts = 5

    /// Applies a configuration: changes the object that is there, or makes it.
    ///
    /// - Parameter recordedAs: the subresource in whose name fields are owned, where it is not the one that is
    ///   written (`scale` writes the object itself).
    /// - Throws: 409 with the fields that others own; else as an update and a creation do.
    func apply(
        _ config: JSON, to resource: ServedResource, namespace: String?, name: String, subresource: String?,
        recordedAs: String? = nil, options: WriteOptions
    ) async throws(StatusError) -> WriteResult {
        guard config.object != nil else {
            throw .badRequest("error decoding YAML: the apply configuration is no object")
        }
        let subresource = subresource ?? ""
        let scope = try WriteScope(resource, namespace: namespace, options: options)
        let manager = scope.fieldManager(subresource: recordedAs ?? subresource, in: self)
        let key = resource.key(namespace: scope.namespace, name: name)
        for attempt in 1...Self.applyAttempts {
            // Only the object itself can be made by an apply.
            let exists = cache(resource)[key] != nil || !subresource.isEmpty
            do throws(StatusError) {
                if !exists {
                    let object = try Self.firstApply(of: config, name, manager, resource, options, clock)
                    return try await insert(object, scope, tracking: .applied)
                }
                return try await change(
                    resource, namespace: namespace, name: name, subresource: subresource, options: options,
                    attempts: Self.applyAttempts, tracking: .applied
                ) { current throws(StatusError) in
                    try Self.applied(config, to: current, manager, options, clock)
                }
            } catch {
                let hasMoved = exists ? error.code == 404 : error.reason == "AlreadyExists"
                guard hasMoved, attempt < Self.applyAttempts, subresource.isEmpty else { throw error }
            }
        }
        throw .conflict(resource.type, name)
    }

    private static func applied(
        _ config: JSON, to current: Object?, _ manager: FieldManager, _ options: WriteOptions,
        _ clock: WallClock
    ) throws(StatusError) -> Object {
        let managed: ManagedFields
        do throws(FieldSetError) {
            managed = try ManagedFields(current?.managedFields, isStored: true)
        } catch {
            throw .internalError("failed to decode managed fields: \(error)")
        }
        var live = current
        live?.managedFields = nil
        let outcome = try manager.apply(
            config, to: live?.json, managed: managed, by: options.fieldManager, force: options.force,
            at: clock.timestamp)
        var object = Object(outcome.object)
        object.managedFields = outcome.managed.json
        return object
    }

    private static func firstApply(
        of config: JSON, _ name: String, _ manager: FieldManager, _ resource: ServedResource,
        _ options: WriteOptions, _ clock: WallClock
    ) throws(StatusError) -> Object {
        let object = try applied(config, to: nil, manager, options, clock)
        if !object.uid.isEmpty {
            throw .conflict(
                resource.type, name,
                "uid mismatch: the provided object specified uid \(object.uid), and no existing object was found"
            )
        }
        guard !object.name.isEmpty else {
            throw .badRequest(
                "the name of the object (\(name) based on URL) was undeterminable: name must be provided")
        }
        guard object.name == name else {
            throw .badRequest(
                "the name of the object (\(object.name)) does not match the name on the URL (\(name))")
        }
        return object
    }
}
