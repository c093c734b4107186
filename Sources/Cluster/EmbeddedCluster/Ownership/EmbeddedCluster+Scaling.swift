import Bytes
public import Cluster
public import Kubernetes

extension EmbeddedCluster {
    /// Sets the replica count of an object in the name of its `scale` subresource.
    ///
    /// - Parameters:
    ///   - path: the names that lead to the count, such as `["spec", "replicas"]`.
    ///   - resourceVersion: the version that must be the stored one; empty for any.
    ///   - isApply: own the count by server-side apply instead of by an update.
    /// - Throws: as an update does, and 409 when the count is applied and others own it.
    public func rawScale(
        _ type: ResourceType, namespace: String?, name: String, replicas: Int, path: [String],
        resourceVersion: String = "", isApply: Bool = false, options: WriteOptions
    ) async throws(StatusError) -> WriteResult {
        let resource = try resolve(type)
        var config = path.reversed().reduce(JSON.int(Int64(replicas))) { .object(JSONObject([($1, $0)])) }
        if !resourceVersion.isEmpty { config["metadata"] = ["resourceVersion": .string(resourceVersion)] }
        if isApply {
            config["apiVersion"] = .string(type.kind.apiVersion)
            config["kind"] = .string(type.kind.kind)
            return try await apply(
                config, to: resource, namespace: namespace, name: name, subresource: nil,
                recordedAs: Self.scale, options: options)
        }
        return try await change(
            resource, namespace: namespace, name: name, subresource: nil, options: options, attempts: 5,
            tracking: .update(subresource: Self.scale)
        ) { current throws(StatusError) in
            Object(MergePatch.apply(config, to: current.json))
        }
    }

    private static let scale = "scale"
}
