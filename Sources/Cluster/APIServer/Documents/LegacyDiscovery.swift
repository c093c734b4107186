import Bytes
import Kubernetes

/// The older discovery documents, one request a group version; older clients and some libraries still ask
/// for them.
enum LegacyDiscovery {
    /// `/api`: `APIVersions`.
    static func versions(_ groups: GroupVersions, serverAddress: String) -> JSON {
        let versions = groups.group("")?.versions.map { JSON.string($0.name) } ?? []
        return [
            "kind": "APIVersions", "versions": .array(versions),
            "serverAddressByClientCIDRs": [
                ["clientCIDR": "0.0.0.0/0", "serverAddress": .string(serverAddress)]
            ],
        ]
    }

    /// `/apis`: `APIGroupList`.
    static func groupList(_ groups: GroupVersions) -> JSON {
        let list = groups.groups.filter { !$0.name.isEmpty }.map(entry)
        return ["kind": "APIGroupList", "apiVersion": "v1", "groups": .array(list)]
    }

    /// `/apis/GROUP`: `APIGroup`; nil when there is no such group.
    static func group(_ groups: GroupVersions, _ name: String) -> JSON? {
        guard !name.isEmpty, let group = groups.group(name) else { return nil }
        var json = entry(group)
        json["kind"] = "APIGroup"
        json["apiVersion"] = "v1"
        return json
    }

    /// `/api/v1` and `/apis/GROUP/VERSION`: `APIResourceList`; nil when there is no such version.
    static func resourceList(_ groups: GroupVersions, group: String, version: String) -> JSON? {
        guard let found = groups.group(group)?.versions.first(where: { $0.name == version }) else {
            return nil
        }
        let groupVersion = group.isEmpty ? version : "\(group)/\(version)"
        var json: JSON = ["kind": "APIResourceList", "groupVersion": .string(groupVersion)]
        if !group.isEmpty { json["apiVersion"] = "v1" }
        json["resources"] = .array(found.types.flatMap(resources))
        return json
    }

    private static func entry(_ group: GroupVersions.Group) -> JSON {
        let versions = group.versions.map { version -> JSON in
            ["groupVersion": .string("\(group.name)/\(version.name)"), "version": .string(version.name)]
        }
        return [
            "name": .string(group.name), "versions": .array(versions),
            "preferredVersion": versions.first ?? [:],
        ]
    }

    private static func resources(_ type: ResourceType) -> [JSON] {
        var own: JSON = [
            "name": .string(type.plural), "singularName": .string(type.singular),
            "namespaced": .bool(type.scope == .namespaced), "kind": .string(type.kind.kind),
            "verbs": .array(type.verbs.map(JSON.string)),
        ]
        if !type.shortNames.isEmpty { own["shortNames"] = .array(type.shortNames.map(JSON.string)) }
        if !type.categories.isEmpty { own["categories"] = .array(type.categories.map(JSON.string)) }
        let subresources = type.subresources.sorted().map { name -> JSON in
            let kind = type.kind(ofSubresource: name)
            var json: JSON = [
                "name": .string("\(type.plural)/\(name)"), "singularName": "",
                "namespaced": .bool(type.scope == .namespaced), "kind": .string(kind.kind),
                "verbs": .array(type.verbs(ofSubresource: name).map(JSON.string)),
            ]
            if kind != type.kind {
                json["group"] = .string(kind.group)
                json["version"] = .string(kind.version)
            }
            return json
        }
        return [own] + subresources
    }
}
