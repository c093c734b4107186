import Bytes
public import Cluster
public import Kubernetes
import NIOHTTP1

extension RemoteCluster {
    /// The object of a name, or `NotFound`.
    public func get(
        _ type: ResourceType, namespace: String?, name: String
    ) async throws(StatusError) -> Object {
        let address = try ResourceAddress(type, namespace: namespace, name: name)
        let document = try await document(
            Transport.Request(method: .GET, path: address.text), "get \(type.qualifiedName) \"\(name)\"")
        return try document.root.object(of: type)
    }

    /// The objects of a type; in all namespaces when `namespace` is nil.
    public func list(
        _ type: ResourceType, namespace: String?, options: ListOptions
    ) async throws(StatusError) -> ObjectList {
        var address = try ResourceAddress(type, namespace: namespace)
        address.set(options)
        let action = "list \(type.qualifiedName)"
        let root = try await document(Transport.Request(method: .GET, path: address.text), action).root
        let metadata = root["metadata"]
        guard let version = metadata["resourceVersion"].string, !version.isEmpty else {
            throw .unusable("\(action): the server \(server) answered something that is no list")
        }
        var items: [Object] = []
        for item in root["items"].elements { items.append(try item.object(of: type)) }
        let token = metadata["continue"].string.flatMap { $0.isEmpty ? nil : $0 }
        return ObjectList(
            items: items, resourceVersion: version, continue: token,
            remainingItemCount: metadata["remainingItemCount"].int)
    }

    /// The JSON of a successful answer.
    func document(
        _ request: Transport.Request, _ action: String
    ) async throws(StatusError) -> JSONDocument {
        let body = try await session.body(of: request, action: action, limit: settings.bodyLimit)
        do throws(JSONError) { return try JSONDocument(body) } catch {
            throw .unusable("\(action): the server \(server) answered something that is no JSON: \(error)")
        }
    }
}

extension JSONView {
    /// The object, with the kind that the items of a built-in type's list do not repeat.
    func object(of type: ResourceType) throws(StatusError) -> Object {
        var object = Object(json)
        guard object["metadata"]?.object != nil else {
            throw .unusable("the server answered something that is no object of \(type.qualifiedName)")
        }
        if object["kind"] == nil { object["kind"] = .string(type.kind.kind) }
        if object["apiVersion"] == nil { object["apiVersion"] = .string(type.kind.apiVersion) }
        return object
    }
}
