import Bytes
public import Cluster
public import Kubernetes

extension EmbeddedCluster {
    /// So often a patch is applied anew when somebody else writes in between, as kube-apiserver does.
    private static let patchAttempts = 5

    /// Changes an object by a patch; the result goes through the pipeline like an update.
    ///
    /// A server-side apply makes the object when it is not there.
    ///
    /// - Throws: as ``rawUpdate(_:namespace:name:_:subresource:options:)``, 415 for a kind of patch that the
    ///   resource does not take, and 409 for an apply that would change what others own.
    public func rawPatch(
        _ type: ResourceType, namespace: String?, name: String, _ patch: Patch, subresource: String? = nil,
        options: WriteOptions = WriteOptions()
    ) async throws(StatusError) -> WriteResult {
        let resource = try resolve(type)
        if case .apply(let config) = patch {
            return try await apply(
                config, to: resource, namespace: namespace, name: name, subresource: subresource,
                options: options)
        }
        return try await change(
            resource, namespace: namespace, name: name, subresource: subresource, options: options,
            attempts: Self.patchAttempts
        ) { current throws(StatusError) in
            try Self.patched(current, by: patch, resource)
        }
    }

    /// Changes an object by a patch and returns it as stored.
    public func patch(
        _ type: ResourceType, namespace: String?, name: String, _ patch: Patch, subresource: String?,
        options: WriteOptions
    ) async throws(StatusError) -> Object {
        let result = try await rawPatch(
            type, namespace: namespace, name: name, patch, subresource: subresource, options: options)
        return Object(result.object.json)
    }

    private static func patched(
        _ current: Object, by patch: Patch, _ resource: ServedResource
    ) throws(StatusError) -> Object {
        switch patch {
        case .merge(let change):
            guard change.object != nil else { throw .badRequest("a merge patch must be a JSON object") }
            return Object(MergePatch.apply(change, to: current.json))
        case .json(let operations):
            let patch = try JSONPatch(operations)
            do throws(JSONPatchError) { return Object(try patch.apply(to: current.json)) } catch {
                throw error.status
            }
        case .strategicMerge(let change):
            if resource.isCustom { throw .unsupportedPatch(resource) }
            return Object(try StrategicMergePatch.apply(change, to: current.json, kind: resource.type.kind))
        case .apply: throw .unsupportedPatch(resource)
        }
    }
}

extension StatusError {
    fileprivate static func unsupportedPatch(_ resource: ServedResource) -> StatusError {
        var types = ["application/json-patch+json", "application/merge-patch+json"]
        if !resource.isCustom { types.append("application/strategic-merge-patch+json") }
        return StatusError(
            code: 415, reason: "UnsupportedMediaType",
            message: "the body of the request was in an unknown format - accepted media types include: "
                + types.joined(separator: ", "))
    }
}
