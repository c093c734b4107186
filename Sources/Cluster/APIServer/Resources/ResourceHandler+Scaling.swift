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
        try await cluster.catchUp()
        let stored = try await cluster.read(target.type, namespace: target.namespace, name: target.name)
        let present = Self.scale(Object(stored.json), paths)
        var wanted = present
        var isApply = false
        switch verb {
        case .update: wanted = try await scaleBody(request)
        case .patch:
            isApply = request.mediaType == PatchBody.apply
            wanted = try await patched(present, request)
        default: return Response(json: present)
        }
        let changed = try await setScale(wanted, paths, target, request, isApply: isApply)
        return Response(json: Self.scale(Object(changed.json), paths))
    }

    private func scaleBody(_ request: ResourceRequest) async throws(StatusError) -> JSON {
        guard let body = try await request.body(), body.object != nil else {
            throw .badRequest("the request has no Scale in its body")
        }
        return body
    }

    private func patched(_ present: JSON, _ request: ResourceRequest) async throws(StatusError) -> JSON {
        let type = request.mediaType
        guard PatchBody.mediaTypes(isCustom: false).contains(type) else {
            throw PatchBody.unsupported(isCustom: false)
        }
        switch try PatchBody.patch(try await BodyReader.read(request.request), mediaType: type) {
        // A Scale has no lists, so a strategic merge is a plain one.
        case .merge(let change), .strategicMerge(let change): return MergePatch.apply(change, to: present)
        case .json(let operations):
            let patch = try JSONPatch(operations)
            do throws(JSONPatchError) { return try patch.apply(to: present) } catch { throw error.status }
        case .apply(let config):
            guard config["kind"] == present["kind"], config["apiVersion"] == present["apiVersion"] else {
                let kind = GroupVersionKind(
                    apiVersion: config["apiVersion"]?.string ?? "", kind: config["kind"]?.string ?? "")
                throw .badRequest("invalid object type: \(kind.group)/\(kind.version), Kind=\(kind.kind)")
            }
            return config
        }
    }

    private func setScale(
        _ scale: JSON, _ paths: ResourceDefinition.ScalePaths, _ target: ResourceTarget,
        _ request: ResourceRequest, isApply: Bool
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
        let options = try request.writeOptions(
            request.request.method == .patch ? "PatchOptions" : "UpdateOptions", isApply: isApply)
        return try await cluster.rawScale(
            target.type, namespace: target.namespace, name: target.name, replicas: replicas,
            path: Self.members(paths.specReplicas),
            resourceVersion: scale[["metadata", "resourceVersion"]]?.string ?? "", isApply: isApply,
            options: options
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
