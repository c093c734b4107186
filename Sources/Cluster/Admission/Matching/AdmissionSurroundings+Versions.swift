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

    /// An object that was changed in the version `type`, back in the version of the request: read as if a client
    /// had sent it, so without fields that nobody knows, and with its defaults.
    ///
    /// - Throws: 500 for what is no object of the type.
    func restored(
        _ object: Object, from type: ResourceType, _ request: AdmissionRequest
    ) async throws(StatusError) -> Object {
        let changed = try read(object, as: type)
        if type.kind == request.resource.kind { return changed }
        return try read(await cluster.convert(changed, to: request.resource), as: request.resource)
    }

    private func read(_ object: Object, as type: ResourceType) throws(StatusError) -> Object {
        guard
            let resource = cluster.resource(group: type.group, version: type.version, plural: type.plural)
        else { return object }
        var object = object
        do throws(StatusError) { _ = try resource.read(&object.json) } catch {
            throw .internalError(error.message)
        }
        resource.setDefaults(&object.json)
        return object
    }
}
