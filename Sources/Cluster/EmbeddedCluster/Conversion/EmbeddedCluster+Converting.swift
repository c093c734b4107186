import Bytes
public import Kubernetes
import Synchronization

extension EmbeddedCluster {
    /// Lets definitions with the strategy `Webhook` use `converter` from now on.
    public func use(_ converter: any ObjectConverter) { objectConverter.withLock { $0 = converter } }

    /// The other resources that serve the same objects: other versions, or another group's names for them.
    public func equivalents(of type: ResourceType) -> [ResourceType] {
        guard let served = registry[TypeRegistry.Address(type)] else { return [] }
        return registry.resources(sharing: served.prefix).map(\.type).filter { $0.kind != type.kind }
    }

    /// An object in another version of its resource.
    public func convert(_ object: Object, to type: ResourceType) async throws(StatusError) -> Object {
        try await convert([object], to: try resolve(type))[0]
    }

    /// Stored objects in the version of a resource; those that are in it already cost nothing.
    func converted(
        _ objects: [StoredObject], to resource: ServedResource
    ) async throws(StatusError) -> [StoredObject] {
        guard resource.conversion != nil else { return objects }
        let version = resource.type.kind.apiVersion
        let foreign = objects.indices.filter { objects[$0].document?.root["apiVersion"].string != version }
        if foreign.isEmpty { return objects }
        let converted = try await convert(foreign.map { Object(objects[$0].json) }, to: resource)
        var result = objects
        for (place, object) in zip(foreign, converted) {
            let stored = objects[place]
            result[place] = StoredObject(
                key: stored.key, resourceVersion: stored.resourceVersion, bytes: object.json.bytes)
        }
        return result
    }

    /// A stored object in the version of a resource.
    func converted(
        _ object: StoredObject, to resource: ServedResource
    ) async throws(StatusError) -> StoredObject {
        try await converted([object], to: resource)[0]
    }

    /// The resource in the version that is stored; that version need not be served.
    func storage(of resource: ServedResource) -> ServedResource {
        if let stored = registry.resource(of: resource.storedKind) { return stored }
        var stored = resource
        stored.definition.type.kind.version = resource.storageVersion
        stored.definition.schema = .anything
        return stored
    }

    /// Objects in the version of a resource.
    func convert(
        _ objects: [Object], to resource: ServedResource
    ) async throws(StatusError) -> [Object] {
        let kind = resource.type.kind
        guard let conversion = resource.conversion else {
            return objects.map { object in
                let source = object.kind == kind ? nil : registry.resource(of: object.kind)
                var json = source?.sharedForm?.store(object.json) ?? object.json
                if object.kind != kind, let form = resource.sharedForm {
                    json = form.serve(json, as: kind.apiVersion)
                }
                json["apiVersion"] = .string(kind.apiVersion)
                return Object(json)
            }
        }
        let foreign = objects.indices.filter { objects[$0].kind != kind }
        if foreign.isEmpty { return objects }
        guard let converter = objectConverter.withLock({ $0 }) else {
            throw .internalError("conversion webhook for \(kind) cannot be called here")
        }
        var result = objects
        let converted = try await converter.convert(foreign.map { objects[$0] }, to: kind, by: conversion)
        guard converted.count == foreign.count else {
            throw .internalError("conversion webhook for \(kind) failed: wrong number of objects")
        }
        for (place, object) in zip(foreign, converted) {
            result[place] = object
            // What the webhook adds is judged by the schema of the version that is served.
            _ = resource.definition.schema.prune(&result[place].json)
            resource.definition.schema.setDefaults(&result[place].json)
        }
        return result
    }
}
