import EmbeddedCluster
import Hummingbird
import Kubernetes

/// Answers requests for resources: finds the resource, then does what the verb says.
struct ResourceHandler: Sendable {
    let cluster: EmbeddedCluster
    let metrics: RequestMetrics

    /// The answer; a resource that is not served is a path that leads nowhere.
    func respond(
        _ verb: ResourceVerb, _ place: ResourcePath, _ request: ResourceRequest
    ) async throws(StatusError) -> Response {
        guard
            let resource = cluster.resource(group: place.group, version: place.version, plural: place.plural),
            resource.type.scope == .namespaced || place.namespace == nil
        else { return .pathNotFound }
        let type = resource.type
        let needsNamespace = place.name != nil || verb == .create || verb == .deletecollection
        if type.scope == .namespaced, place.namespace == nil, needsNamespace {
            if place.name == nil { throw .methodNotAllowed }
            throw .resourceNotFound
        }
        if let subresource = place.subresource {
            guard Self.serves(subresource, of: type) else { throw .resourceNotFound }
            guard [.get, .update, .patch].contains(verb) else { throw .methodNotAllowed }
        }
        let target = ResourceTarget(resource: resource, place: place)
        var response = try await answer(verb, target, request)
        if let warning = resource.definition.deprecationWarning { WarningHeader.add(warning, to: &response) }
        return response
    }

    private func answer(
        _ verb: ResourceVerb, _ target: ResourceTarget, _ request: ResourceRequest
    ) async throws(StatusError) -> Response {
        if target.place.subresource == "scale" { return try await scale(verb, target, request) }
        switch verb {
        case .get: return try await get(target, request)
        case .list: return try await list(target, request)
        case .watch: return try await watch(target, request)
        case .create: return try await create(target, request)
        case .update: return try await update(target, request)
        case .patch: return try await patch(target, request)
        case .delete: return try await delete(target, request)
        case .deletecollection: return try await deleteCollection(target, request)
        }
    }

    private static func serves(_ subresource: String, of type: ResourceType) -> Bool {
        type.subresources.contains(subresource)
            || subresource == "finalize" && type.plural == "namespaces" && type.group.isEmpty
    }
}

/// The resource that a request found and the place in it that it names.
struct ResourceTarget: Sendable {
    let resource: ServedResource
    let place: ResourcePath

    /// The resource's type.
    var type: ResourceType { resource.type }
    /// The namespace of the path, or nil.
    var namespace: String? { place.namespace }
    /// The name of the path; empty for a collection.
    var name: String { place.name ?? "" }
}
