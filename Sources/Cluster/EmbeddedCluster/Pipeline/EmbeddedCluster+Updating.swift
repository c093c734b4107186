import Bytes
public import Cluster
public import Kubernetes

extension EmbeddedCluster {
    /// Replaces an object, or with `subresource` the part that the subresource owns.
    ///
    /// - Parameter name: the name that the request addresses; nil takes the object's own.
    /// - Throws: as ``rawCreate(_:namespace:_:options:)``, and 404 for a name that is not there, 409 `Conflict`
    ///   for a version or uid that is not the stored one.
    public func rawUpdate(
        _ type: ResourceType, namespace: String?, name: String? = nil, _ object: Object,
        subresource: String? = nil, options: WriteOptions = WriteOptions()
    ) async throws(StatusError) -> WriteResult {
        let resource = try resolve(type)
        let name = name ?? object.name
        guard !name.isEmpty else { throw .badRequest("name must be provided") }
        if object.name != name {
            throw .badRequest(
                "the name of the object (\(object.name)) does not match the name on the URL (\(name))")
        }
        let isPinned = !object.resourceVersion.isEmpty
        let namespace = namespace ?? object.namespace
        return try await change(
            resource, namespace: namespace, name: name, subresource: subresource, options: options,
            attempts: isPinned ? 1 : 5
        ) { current throws(StatusError) in
            if isPinned || !resource.isCustom { return object }
            throw .invalid(
                resource.type.kind, name,
                [.invalid("metadata.resourceVersion", 0, "must be specified for an update")])
        }
    }

    /// Replaces an object and returns it as stored.
    public func update(
        _ type: ResourceType, namespace: String?, _ object: Object, subresource: String?,
        options: WriteOptions
    ) async throws(StatusError) -> Object {
        let result = try await rawUpdate(
            type, namespace: namespace, object, subresource: subresource, options: options)
        return Object(result.object.json)
    }

    /// Reads an object, derives what it should become and stores that, again when somebody else was faster.
    ///
    /// - Parameter derive: makes the wanted object out of the present one; its `resourceVersion`, when set,
    ///   must be the present one's.
    func change(
        _ resource: ServedResource, namespace: String?, name: String, subresource: String?,
        options: WriteOptions, attempts: Int, _ derive: (Object) throws(StatusError) -> Object
    ) async throws(StatusError) -> WriteResult {
        if let subresource, !subresource.isEmpty, !resource.takesWrites(to: subresource) {
            throw .notFound(resource.type, name)
        }
        for attempt in 1...max(1, attempts) {
            var scope = try WriteScope(resource, namespace: namespace, options: options)
            let present = try rawGet(resource.type, namespace: scope.namespace, name: name)
            let current = Object(present.json)
            let wanted = try scope.decode(try derive(current))
            try Self.checkPreconditions(wanted, current, resource)
            var next = Self.part(subresource, of: wanted, into: current, resource)
            try await scope.admit(&next, over: current, subresource: subresource, in: self)
            Stamp.updated(&next, from: current, resource)
            let causes = try resource.prepareForUpdate(&next, from: current, in: self)
            // A no-op keeps its version: controllers depend on not being woken by their own writes.
            if next == current {
                return WriteResult(object: present, isCreated: false, warnings: scope.warnings)
            }
            try scope.validate(next, over: current, causes + Self.finalizerCauses(next, current))
            try await scope.checkAdmission(of: next, over: current, subresource: subresource, in: self)
            if options.dryRun {
                let object = rehearsed(next, as: resource)
                return WriteResult(object: object, isCreated: false, warnings: scope.warnings)
            }
            switch await store(next, over: present, as: resource) {
            case .stored(let stored):
                return WriteResult(
                    object: served(stored, as: resource), isCreated: false, warnings: scope.warnings)
            case .conflict(nil): throw .notFound(resource.type, name)
            case .conflict where attempt < attempts: continue
            case .conflict: throw .conflict(resource.type, name)
            case .refused(let refusal): throw refusal
            case .failed(let why): throw .internalError(why)
            }
        }
        throw .conflict(resource.type, name)
    }

    /// The last finalizer's end is the object's end.
    private func store(
        _ next: Object, over present: StoredObject, as resource: ServedResource
    ) async -> WriteOutcome {
        if next.deletionTimestamp != nil, resource.holds(next).isEmpty {
            let outcome = await remove(present, of: resource)
            // The writer is answered with what it wrote, not with the last stored state.
            if case .stored = outcome { return .stored(rehearsed(next, as: resource)) }
            return outcome
        }
        return await commit(next, as: resource, expected: present.resourceVersion)
    }

    private static func checkPreconditions(
        _ wanted: Object, _ current: Object, _ resource: ServedResource
    ) throws(StatusError) {
        guard wanted.name == current.name else {
            throw .badRequest(
                "the name of the object (\(wanted.name)) does not match the name on the URL (\(current.name))"
            )
        }
        if !wanted.uid.isEmpty, wanted.uid != current.uid {
            throw .conflict(
                resource.type, current.name,
                "Precondition failed: UID in precondition: \(wanted.uid), UID in object meta: \(current.uid)")
        }
        if !wanted.resourceVersion.isEmpty, wanted.resourceVersion != current.resourceVersion {
            throw .conflict(resource.type, current.name)
        }
    }

    /// Each endpoint writes its own part: `status` nothing else, the object itself everything else.
    private static func part(
        _ subresource: String?, of wanted: Object, into current: Object, _ resource: ServedResource
    ) -> Object {
        var next: Object
        switch subresource {
        case "status":
            next = current
            next["status"] = wanted["status"]
        case "finalize":
            next = current
            next["spec"] = wanted["spec"]
        default:
            next = wanted
            if resource.hasStatus { next["status"] = current["status"] }
        }
        return next
    }

    private static func finalizerCauses(_ next: Object, _ current: Object) -> [StatusError.Cause] {
        guard current.deletionTimestamp != nil else { return [] }
        let added = next.finalizers.filter { !current.finalizers.contains($0) }
        guard !added.isEmpty else { return [] }
        let list = added.map { "\"\($0)\"" }.joined(separator: ", ")
        return [
            .forbidden(
                "metadata.finalizers",
                "no new finalizers can be added if the object is being deleted, found new finalizers []string{\(list)}"
            )
        ]
    }
}
