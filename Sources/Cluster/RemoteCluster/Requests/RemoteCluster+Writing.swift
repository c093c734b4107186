import Bytes
public import Cluster
public import Kubernetes
import NIOHTTP1

extension RemoteCluster {
    /// Stores a new object and returns it as stored.
    public func create(
        _ type: ResourceType, namespace: String?, _ object: Object, options: WriteOptions
    ) async throws(StatusError) -> Object {
        var address = try ResourceAddress(type, namespace: namespace ?? object.namespace)
        address.set(options)
        let request = Transport.Request(method: .POST, path: address.text, body: object.json.bytes)
        return try await document(request, "create \(type.qualifiedName) \"\(object.name)\"").root
            .object(of: type)
    }

    /// Replaces an object, or the part that a subresource owns.
    public func update(
        _ type: ResourceType, namespace: String?, _ object: Object, subresource: String?,
        options: WriteOptions
    ) async throws(StatusError) -> Object {
        var address = try ResourceAddress(
            type, namespace: namespace ?? object.namespace, name: object.name, subresource: subresource)
        address.set(options)
        let request = Transport.Request(method: .PUT, path: address.text, body: object.json.bytes)
        return try await document(request, "update \(type.qualifiedName) \"\(object.name)\"").root
            .object(of: type)
    }

    /// Changes an object by a patch.
    public func patch(
        _ type: ResourceType, namespace: String?, name: String, _ patch: Patch, subresource: String?,
        options: WriteOptions
    ) async throws(StatusError) -> Object {
        var address = try ResourceAddress(type, namespace: namespace, name: name, subresource: subresource)
        let (contentType, body, isApply) =
            switch patch {
            case .merge(let body): ("application/merge-patch+json", body, false)
            case .json(let body): ("application/json-patch+json", body, false)
            case .strategicMerge(let body): ("application/strategic-merge-patch+json", body, false)
            case .apply(let body): ("application/apply-patch+yaml", body, true)
            }
        address.set(options, isApply: isApply)
        let request = Transport.Request(
            method: .PATCH, path: address.text, contentType: contentType, body: body.bytes)
        return try await document(request, "patch \(type.qualifiedName) \"\(name)\"").root.object(of: type)
    }

    /// Deletes an object; returns it when something still holds it, else nil.
    public func delete(
        _ type: ResourceType, namespace: String?, name: String, options: DeleteOptions
    ) async throws(StatusError) -> Object? {
        let address = try ResourceAddress(type, namespace: namespace, name: name)
        var body: JSON = [
            "apiVersion": "v1", "kind": "DeleteOptions",
            "propagationPolicy": .string(options.propagation.rawValue),
        ]
        if let seconds = options.gracePeriodSeconds { body["gracePeriodSeconds"] = .int(Int64(seconds)) }
        if options.dryRun { body["dryRun"] = ["All"] }
        if options.uid != nil || options.resourceVersion != nil {
            var conditions: JSON = [:]
            conditions["uid"] = options.uid.map(JSON.string)
            conditions["resourceVersion"] = options.resourceVersion.map(JSON.string)
            body["preconditions"] = conditions
        }
        let request = Transport.Request(method: .DELETE, path: address.text, body: body.bytes)
        let root = try await document(request, "delete \(type.qualifiedName) \"\(name)\"").root
        // What is gone is told by a Status, for some types by the object in its last state.
        guard root["kind"].string != "Status", !root["metadata"]["deletionTimestamp"].isMissing else {
            return nil
        }
        return try root.object(of: type)
    }
}
