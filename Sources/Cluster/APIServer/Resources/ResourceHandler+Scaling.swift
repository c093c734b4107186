import Bytes
import Cluster
import EmbeddedCluster
import Hummingbird
import Kubernetes

extension ResourceHandler {
    /// The `scale` subresource (autoscaling/v1 `Scale`): one face for the replica counts of every type.
    func scale(
        _ verb: ResourceVerb, _ target: ResourceTarget, _ request: ResourceRequest
    ) async throws(StatusError) -> Response {
        guard let paths = target.resource.definition.scale else { throw .resourceNotFound }
        let stored = try await cluster.read(target.type, namespace: target.namespace, name: target.name)
        let present = Self.scale(Object(stored.json), paths)
        var wanted = present
        switch verb {
        case .update: wanted = try await scaleBody(request)
        case .patch: wanted = try await patched(present, request)
        default: return Response(json: present)
        }
        let changed = try await setScale(wanted, paths, target, request)
        return Response(json: Self.scale(Object(changed.json), paths))
    }

    private func scaleBody(_ request: ResourceRequest) async throws(StatusError) -> JSON {
        guard let body = try await request.body(), body.object != nil else {
            throw .badRequest("the request has no Scale in its body")
        }
        return body
    }

    private func patched(_ scale: JSON, _ request: ResourceRequest) async throws(StatusError) -> JSON {
        let type = request.mediaType
        guard PatchBody.mediaTypes(isCustom: false).contains(type) else {
            throw PatchBody.unsupported(isCustom: false)
        }
        switch try PatchBody.patch(try await BodyReader.read(request.request), mediaType: type) {
        // A Scale has no lists, so a strategic merge is a plain one.
        case .merge(let change), .strategicMerge(let change): return MergePatch.apply(change, to: scale)
        case .json(let operations):
            let patch = try JSONPatch(operations)
            do throws(JSONPatchError) { return try patch.apply(to: scale) } catch { throw error.status }
        case .apply: throw PatchBody.unsupported(isCustom: true)
        }
    }

    private func setScale(
        _ scale: JSON, _ paths: ResourceDefinition.ScalePaths, _ target: ResourceTarget,
        _ request: ResourceRequest
    ) async throws(StatusError) -> StoredObject {
        guard let replicas = scale[["spec", "replicas"]]?.int ?? (scale["spec"] == nil ? 0 : nil) else {
            throw .badRequest("spec.replicas of the Scale is no whole number")
        }
        guard replicas >= 0 else {
            throw .invalid(
                GroupVersionKind(group: "autoscaling", version: "v1", kind: "Scale"), target.name,
                [
                    .init(
                        reason: "FieldValueInvalid",
                        message: "Invalid value: \(replicas): must be greater than or equal to 0",
                        field: "spec.replicas")
                ])
        }
        var change = Self.members(paths.specReplicas).reversed().reduce(JSON.int(Int64(replicas))) {
            value, name in
            .object(JSONObject([(name, value)]))
        }
        if let version = scale[["metadata", "resourceVersion"]]?.string, !version.isEmpty {
            change["metadata"] = ["resourceVersion": .string(version)]
        }
        let options = try request.writeOptions()
        return try await cluster.rawPatch(
            target.type, namespace: target.namespace, name: target.name, .merge(change), options: options
        ).object
    }

    private static func scale(_ object: Object, _ paths: ResourceDefinition.ScalePaths) -> JSON {
        var metadata: JSON = [:]
        for member in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
            metadata[member] = object.json[["metadata", member]]
        }
        var status: JSON = ["replicas": object.json[members(paths.statusReplicas)] ?? 0]
        if let path = paths.labelSelector { status["selector"] = object.json[members(path)] }
        return [
            "kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": metadata,
            "spec": ["replicas": object.json[members(paths.specReplicas)] ?? 0], "status": status,
        ]
    }

    /// The names in a path such as `.spec.replicas`; these paths have no other grammar.
    private static func members(_ path: String) -> [String] { path.split(separator: ".").map(String.init) }
}
