public import Cluster
public import Kubernetes

extension EmbeddedCluster {
    /// The stored object of a name, or `NotFound`; always the latest.
    ///
    /// Where a webhook translates versions the object is in the version that it was stored in.
    public func rawGet(
        _ type: ResourceType, namespace: String?, name: String
    ) throws(StatusError) -> StoredObject {
        let resource = try resolve(type)
        let key = resource.key(namespace: namespace, name: name)
        // A name or namespace with a slash could only spell another object's key.
        guard !name.contains("/"), namespace?.contains("/") != true, let object = cache(resource)[key] else {
            throw .notFound(resource.type, name)
        }
        return resource.relabelled(object)
    }

    /// The stored objects that the options ask for, as of one exact version.
    public func rawList(
        _ type: ResourceType, namespace: String?, options: ListOptions
    ) async throws(StatusError) -> RawList {
        let resource = try resolve(type)
        var list = try await storedList(resource, namespace, options)
        list.objects = try await converted(list.objects, to: resource)
        return list
    }

    /// The stored object of a name in the version that is asked for.
    public func read(
        _ type: ResourceType, namespace: String?, name: String
    ) async throws(StatusError) -> StoredObject {
        let object = try rawGet(type, namespace: namespace, name: name)
        return try await converted(object, to: try resolve(type))
    }

    private func storedList(
        _ resource: ServedResource, _ namespace: String?, _ options: ListOptions
    ) async throws(StatusError) -> RawList {
        let selection = try Selection(
            resource, namespace: namespace, labelSelector: options.labelSelector,
            fieldSelector: options.fieldSelector)
        if let limit = options.limit, limit < 0 {
            throw .badRequest("limit must not be negative: \(limit)")
        }
        var limit = options.limit == 0 ? nil : options.limit
        if let token = options.continue, !token.isEmpty {
            return try nextPage(of: resource, selection, token, options, limit)
        }
        // kube-apiserver's cache answers version 0 in one piece.
        if options.resourceVersion == "0" { limit = nil }
        let state = try await listState(resource, options)
        if let name = selection.exactName, namespace != nil || resource.type.scope == .cluster {
            return named(name, in: state, selection, resource, namespace)
        }
        return RawList(state, selection, start: selection.prefix, limit: limit, resource: resource)
    }

    /// The object of a name.
    public func get(_ type: ResourceType, namespace: String?, name: String) async throws(StatusError)
        -> Object
    {
        Object(try await read(type, namespace: namespace, name: name).json)
    }

    /// The objects of a type.
    public func list(
        _ type: ResourceType, namespace: String?, options: ListOptions
    ) async throws(StatusError) -> ObjectList {
        let list = try await rawList(type, namespace: namespace, options: options)
        return ObjectList(
            items: list.objects.map { Object($0.json) }, resourceVersion: list.resourceVersion,
            continue: list.continue, remainingItemCount: list.remainingItemCount)
    }

    // MARK: Steps

    private func nextPage(
        of resource: ServedResource, _ selection: Selection, _ text: String, _ options: ListOptions,
        _ limit: Int?
    ) throws(StatusError) -> RawList {
        if let version = options.resourceVersion, !version.isEmpty, version != "0" {
            throw .badRequest("specifying resource version is not allowed when using continue")
        }
        let token = try ContinueToken(parsing: text)
        let start = resource.prefix + token.start
        guard start >= selection.prefix else {
            throw .badRequest("continue key is not valid: \(text.prefix(200))")
        }
        guard token.resourceVersion <= store.resourceVersion,
            let objects = cache(resource).snapshot(at: token.resourceVersion)
        else {
            throw .expired(
                "The provided continue parameter is too old to display a consistent list result. "
                    + "You must start a new list without the continue parameter.")
        }
        let state = ListState(objects: objects, version: token.resourceVersion)
        return RawList(state, selection, start: start, limit: limit, resource: resource)
    }

    private func listState(
        _ resource: ServedResource, _ options: ListOptions
    ) async throws(StatusError) -> ListState {
        let version = try Self.version(options.resourceVersion)
        let match = options.resourceVersionMatch ?? ""
        if match.isEmpty == false, version == nil {
            throw .forbiddenMatch("resourceVersionMatch is forbidden unless resourceVersion is provided")
        }
        switch match {
        case "", "NotOlderThan": break
        case "Exact":
            guard let version, version > 0 else {
                throw .forbiddenMatch("resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"")
            }
            try await waitUntilPublished(version)
            guard let objects = cache(resource).snapshot(at: version) else {
                throw .expired("The resourceVersion for the provided list is too old.")
            }
            return ListState(objects: objects, version: version)
        default: throw .forbiddenMatch("supported values: \"Exact\", \"NotOlderThan\"")
        }
        if let version { try await waitUntilPublished(version) }
        // Read before the snapshot: every change up to it is then in the snapshot.
        let published = store.resourceVersion
        let (objects, last) = cache(resource).snapshot()
        return ListState(objects: objects, version: max(published, last))
    }

    /// The one object that `metadata.name=…` can mean, without a walk through all.
    private func named(
        _ name: String, in state: ListState, _ selection: Selection, _ resource: ServedResource,
        _ namespace: String?
    ) -> RawList {
        let object = state.objects[resource.key(namespace: namespace, name: name)]
        let found = object.map(selection.matches) == true ? object : nil
        return RawList(
            objects: found.map { [resource.relabelled($0)] } ?? [], resourceVersion: String(state.version))
    }

    /// Reads a `resourceVersion` parameter: nil when it is not set.
    static func version(_ text: String?) throws(StatusError) -> Int64? {
        guard let text, !text.isEmpty else { return nil }
        guard let version = Int64(text), version >= 0, text.utf8.first != UInt8(ascii: "+") else {
            throw .badRequest(
                "resourceVersion: Invalid value: \"\(text.prefix(100))\": must be a whole number")
        }
        return version
    }

    /// Waits up to three seconds for a version that is not there yet, as kube-apiserver does for a cache that
    /// lags; here it can only come from another cluster's past or future.
    func waitUntilPublished(_ version: Int64) async throws(StatusError) {
        var patience = 30
        while store.resourceVersion < version {
            guard patience > 0, (try? await clock.sleep(.milliseconds(100))) != nil else {
                throw .tooLargeVersion(version, current: store.resourceVersion)
            }
            patience -= 1
        }
    }
}

extension StatusError {
    fileprivate static func forbiddenMatch(_ why: String) -> StatusError {
        StatusError(
            code: 422, reason: "Invalid",
            message: "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: \(why)",
            group: "meta.k8s.io", kind: "ListOptions",
            causes: [
                Cause(
                    reason: "FieldValueForbidden", message: "Forbidden: \(why)", field: "resourceVersionMatch"
                )
            ])
    }

    fileprivate static func tooLargeVersion(_ version: Int64, current: Int64) -> StatusError {
        StatusError(
            code: 504, reason: "Timeout",
            message: "Timeout: Too large resource version: \(version), current: \(current)",
            causes: [
                Cause(reason: "ResourceVersionTooLarge", message: "Too large resource version", field: "")
            ],
            retryAfterSeconds: 1)
    }
}
