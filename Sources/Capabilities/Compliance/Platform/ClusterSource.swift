import Bytes
import Cluster
import Kubernetes
import PlatformFacts

/// Any cluster that this process talks to in resources, such as the embedded one.
struct ClusterSource: APISource {
    private let cluster: any Cluster

    init(_ cluster: any Cluster) { self.cluster = cluster }

    func get(_ path: String) async throws(APISourceError) -> APIAnswer {
        guard let parts = APIPath(path), parts.subresource.isEmpty,
            let type = try await type(of: parts)
        else {
            return .notFound(reason: "NotFound", message: "the server could not find the requested resource")
        }
        do throws(StatusError) {
            if let name = parts.name {
                return .json(try await cluster.get(type, namespace: parts.namespace, name: name).json)
            }
            return .json(try await list(type, parts))
        } catch {
            switch error.code {
            case 404: return .notFound(reason: error.reason, message: error.message)
            case 401, 403: return .forbidden(message: error.message)
            default: throw APISourceError(path: path, reason: error.message)
            }
        }
    }

    func serves(group: String) async throws(APISourceError) -> Bool {
        if BuiltinKinds.all.contains(where: { $0.type.group == group }) { return true }
        return try await definitions().contains { $0["spec"]?["group"]?.string == group }
    }

    private func list(_ type: ResourceType, _ path: APIPath) async throws(StatusError) -> JSON {
        var options = ListOptions(labelSelector: path["labelSelector"] ?? "", limit: PagedSource.pageSize)
        options.fieldSelector = path["fieldSelector"] ?? ""
        var items: [JSON] = []
        repeat {
            let page = try await cluster.list(type, namespace: path.namespace, options: options)
            items += page.items.map {
                type.plural == "machineconfigs" ? $0.json.withoutIgnitionFiles : $0.json
            }
            options.continue = page.continue
        } while options.continue != nil
        return [
            "apiVersion": .string(type.kind.apiVersion), "kind": .string(type.kind.kind + "List"),
            "metadata": [:], "items": .array(items),
        ]
    }

    private func type(of path: APIPath) async throws(APISourceError) -> ResourceType? {
        func isMeant(_ type: ResourceType) -> Bool {
            type.group == path.group && type.version == path.version && type.plural == path.plural
        }
        if let builtin = BuiltinKinds.all.first(where: { isMeant($0.type) }) { return builtin.type }
        for definition in try await definitions() {
            guard let spec = definition["spec"], spec["group"]?.string == path.group,
                spec["names"]?["plural"]?.string == path.plural, let kind = spec["names"]?["kind"]?.string,
                spec["versions"]?.array?.contains(where: { version in
                    version["name"]?.string == path.version && version["served"]?.bool == true
                }) == true
            else { continue }
            let name = GroupVersionKind(apiVersion: "\(path.group)/\(path.version)", kind: kind)
            return ResourceType(
                kind: name, plural: path.plural,
                scope: spec["scope"]?.string == "Cluster" ? .cluster : .namespaced)
        }
        return nil
    }

    private static let definitionType = ResourceType(
        kind: GroupVersionKind(apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition"),
        plural: "customresourcedefinitions", scope: .cluster)

    private func definitions() async throws(APISourceError) -> [JSON] {
        do throws(StatusError) {
            return try await cluster.list(Self.definitionType, namespace: nil, options: ListOptions()).items
                .map(\.json)
        } catch {
            throw APISourceError(path: "/apis/apiextensions.k8s.io", reason: error.message)
        }
    }
}
