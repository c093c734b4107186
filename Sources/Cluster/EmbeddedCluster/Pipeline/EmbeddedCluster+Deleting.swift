public import Cluster
public import Kubernetes

extension EmbeddedCluster {
    /// Deletes an object, or marks it as going while finalizers hold it.
    ///
    /// - Throws: 404 for a name that is not there, 409 `Conflict` for a precondition that does not hold.
    public func rawDelete(
        _ type: ResourceType, namespace: String?, name: String, options: DeleteOptions = DeleteOptions()
    ) async throws(StatusError) -> DeleteResult {
        let resource = try resolve(type)
        if let refusal = NamespaceRules.refusalToDelete(name, of: resource) { throw refusal }
        while true {
            let present = try await read(resource.type, namespace: namespace, name: name)
            let current = Object(present.json)
            try Self.checkPreconditions(options, current, resource)
            try await checkAdmission(ofDeleting: current, resource, options)
            var next = current
            next.finalizers = Self.finalizers(current.finalizers, for: options.propagation)
            resource.prepareForDelete(&next)
            let outcome: WriteOutcome
            if resource.holds(next).isEmpty {
                if options.dryRun { return .deleted(present) }
                outcome = await remove(present, of: resource)
                if case .stored(let last) = outcome { return .deleted(try await served(last, as: resource)) }
            } else {
                if next.deletionTimestamp == nil { Stamp.terminating(&next, at: clock.timestamp) }
                if options.dryRun || next == current { return .pending(rehearsed(next, as: resource)) }
                outcome = await commit(next, as: resource, expected: present.resourceVersion)
                if case .stored(let object) = outcome {
                    return .pending(try await served(object, as: resource))
                }
            }
            // A conflict means that somebody changed the object meanwhile: judge the new one.
            if case .failed(let why) = outcome { throw .internalError(why) }
        }
    }

    /// Deletes every object that a list would show; returns them in their last state.
    public func rawDeleteCollection(
        _ type: ResourceType, namespace: String?, list: ListOptions = ListOptions(),
        options: DeleteOptions = DeleteOptions()
    ) async throws(StatusError) -> RawList {
        var found = try await rawList(type, namespace: namespace, options: list)
        var deleted: [StoredObject] = []
        for object in found.objects {
            let facts = object.metadata
            do throws(StatusError) {
                let result = try await rawDelete(
                    type, namespace: facts.namespace, name: facts.name, options: options)
                deleted.append(result.object)
            } catch  where error.code == 404 {
                // Somebody else was faster; the wish is fulfilled.
            }
        }
        found.objects = deleted
        return found
    }

    /// Deletes an object; returns it as it stands when finalizers still hold it, else nil.
    public func delete(
        _ type: ResourceType, namespace: String?, name: String, options: DeleteOptions
    ) async throws(StatusError) -> Object? {
        switch try await rawDelete(type, namespace: namespace, name: name, options: options) {
        case .deleted: nil
        case .pending(let object): Object(object.json)
        }
    }

    private static func checkPreconditions(
        _ options: DeleteOptions, _ current: Object, _ resource: ServedResource
    ) throws(StatusError) {
        if let uid = options.uid, uid != current.uid {
            throw .conflict(
                resource.type, current.name,
                "Precondition failed: UID in precondition: \(uid), UID in object meta: \(current.uid)")
        }
        if let version = options.resourceVersion, version != current.resourceVersion {
            throw .conflict(
                resource.type, current.name,
                "Precondition failed: ResourceVersion in precondition: \(version), ResourceVersion in object meta: \(current.resourceVersion)"
            )
        }
    }

    /// The propagation policy becomes a finalizer that the garbage collector works off.
    private static func finalizers(
        _ finalizers: [String], for propagation: DeleteOptions.Propagation
    ) -> [String] {
        var kept = finalizers.filter { $0 != Finalizer.foreground && $0 != Finalizer.orphan }
        switch propagation {
        case .background: break
        case .foreground: kept.append(Finalizer.foreground)
        case .orphan: kept.append(Finalizer.orphan)
        }
        return kept
    }
}

/// Finalizers with a meaning of their own.
enum Finalizer {
    /// The dependants go first.
    static let foreground = "foregroundDeletion"
    /// The dependants lose their reference and stay.
    static let orphan = "orphan"
    /// A definition's objects go first.
    static let definitionCleanup = "customresourcecleanup.apiextensions.k8s.io"
    /// A namespace's contents go first; it stands in `spec.finalizers`.
    static let namespaceContents = "kubernetes"
}
