import EmbeddedCluster
import Kubernetes

/// Objects in the version that a webhook or a policy names.
extension AdmissionSurroundings {
    /// The request with its objects in another version of the resource.
    func request(
        _ request: AdmissionRequest, as type: ResourceType
    ) async throws(StatusError) -> AdmissionRequest {
        if type.kind == request.resource.kind { return request }
        var shown = request
        if let object = request.object { shown.object = try await cluster.convert(object, to: type) }
        if let object = request.oldObject { shown.oldObject = try await cluster.convert(object, to: type) }
        return shown
    }

    /// An object that was changed in the version `type`, back in the version of the request: without fields
    /// that the schema does not know, and with its defaults.
    func restored(
        _ object: Object, from type: ResourceType, _ request: AdmissionRequest
    ) async throws(StatusError) -> Object {
        var object = object
        if type.kind != request.resource.kind {
            object = try await cluster.convert(object, to: request.resource)
        }
        let resource = request.resource
        guard
            let schema = cluster.resource(
                group: resource.group, version: resource.version, plural: resource.plural)?.definition.schema
        else { return object }
        _ = schema.prune(&object.json)
        schema.setDefaults(&object.json)
        return object
    }
}
