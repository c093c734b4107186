import Bytes
import Kubernetes

/// `APIGroupDiscoveryList` (apidiscovery.k8s.io): all that a client must know of the served types in two
/// requests, `/api` and `/apis`.
enum AggregatedDiscovery {
    /// The document of `/api` (`core`) or `/apis` (everything else).
    static func document(_ groups: GroupVersions, core: Bool, version: String) -> JSON {
        let items = groups.groups.filter { $0.name.isEmpty == core }.map(item)
        return [
            "kind": "APIGroupDiscoveryList", "apiVersion": .string("apidiscovery.k8s.io/\(version)"),
            "metadata": [:],
            "items": .array(items),
        ]
    }

    /// The Content-Type that clients look for: without it they take the answer for the old form.
    static func contentType(version: String) -> String {
        "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList"
    }

    private static func item(_ group: GroupVersions.Group) -> JSON {
        var metadata: JSON = ["creationTimestamp": .null]
        if !group.name.isEmpty { metadata["name"] = .string(group.name) }
        let versions = group.versions.map { version -> JSON in
            [
                "version": .string(version.name), "freshness": "Current",
                "resources": .array(version.types.map(resource)),
            ]
        }
        return ["metadata": metadata, "versions": .array(versions)]
    }

    private static func resource(_ type: ResourceType) -> JSON {
        var json: JSON = [
            "resource": .string(type.plural), "responseKind": kind(type.kind),
            "scope": type.scope == .namespaced ? "Namespaced" : "Cluster",
            "singularResource": .string(type.singular), "verbs": strings(type.verbs),
        ]
        if !type.shortNames.isEmpty { json["shortNames"] = strings(type.shortNames) }
        if !type.categories.isEmpty { json["categories"] = strings(type.categories) }
        if !type.subresources.isEmpty {
            json["subresources"] = .array(
                type.subresources.sorted().map { name in
                    [
                        "subresource": .string(name), "responseKind": kind(type.kind(ofSubresource: name)),
                        "verbs": strings(type.verbs(ofSubresource: name)),
                    ]
                })
        }
        return json
    }

    private static func kind(_ kind: GroupVersionKind) -> JSON {
        ["group": .string(kind.group), "version": .string(kind.version), "kind": .string(kind.kind)]
    }

    private static func strings(_ list: [String]) -> JSON { .array(list.map(JSON.string)) }
}
