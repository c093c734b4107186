import Bytes
import Kubernetes

/// How a resource's objects are stored when another resource serves the same ones: the Events of `events.k8s.io`
/// are the core group's under other names.
package struct SharedForm: Sendable {
    /// What a stored object says it is.
    let kind: GroupVersionKind
    /// The beginning of the keys.
    let prefix: String
    /// The members that have another name in store.
    private let stored: [String: String]
    private let served: [String: String]

    private init(kind: GroupVersionKind, prefix: String, stored: [String: String]) {
        self.kind = kind
        self.prefix = prefix
        self.stored = stored
        served = Dictionary(stored.map { ($1, $0) }) { first, _ in first }
    }

    /// The form of a resource, or nil when its objects are its own.
    package init?(_ type: ResourceType) {
        guard type.qualifiedName == "events.events.k8s.io" else { return nil }
        self = Self.events
    }

    private static let events = SharedForm(
        kind: GroupVersionKind(group: "", version: "v1", kind: "Event"), prefix: "/registry/events/",
        stored: [
            "regarding": "involvedObject", "note": "message", "reportingController": "reportingComponent",
            "deprecatedSource": "source", "deprecatedCount": "count",
            "deprecatedFirstTimestamp": "firstTimestamp", "deprecatedLastTimestamp": "lastTimestamp",
        ])

    /// A served object as it is stored.
    func store(_ object: JSON) -> JSON {
        var json = Self.renamed(object, stored)
        json["apiVersion"] = .string(kind.apiVersion)
        return json
    }

    /// A stored object as the resource of `apiVersion` serves it.
    func serve(_ object: StoredObject, as apiVersion: String) -> StoredObject {
        var json = Self.renamed(object.json, served)
        json["apiVersion"] = .string(apiVersion)
        return StoredObject(key: object.key, resourceVersion: object.resourceVersion, bytes: json.bytes)
    }

    private static func renamed(_ object: JSON, _ names: [String: String]) -> JSON {
        var json = object
        for (name, value) in object.object ?? [:] {
            guard let other = names[name] else { continue }
            json[name] = nil
            json[other] = value
        }
        return json
    }
}
