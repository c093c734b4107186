import Bytes
import Kubernetes

/// How a resource's objects are stored when another resource serves the same ones: the Events of `events.k8s.io`
/// are the core group's under other names, the autoscalers of `autoscaling/v1` are those of `v2`.
package struct SharedForm: Sendable {
    /// What a stored object says it is.
    let kind: GroupVersionKind
    /// The beginning of the keys.
    let prefix: String
    private let stored: @Sendable (JSON) -> JSON
    private let served: @Sendable (JSON) -> JSON

    /// The form of a resource, or nil when its objects are its own.
    package init?(_ type: ResourceType) {
        switch (type.qualifiedName, type.version) {
        case ("events.events.k8s.io", _): self = .events
        case ("horizontalpodautoscalers.autoscaling", "v1"): self = .autoscalers
        default: return nil
        }
    }

    private init(
        kind: GroupVersionKind, prefix: String, stored: @escaping @Sendable (JSON) -> JSON,
        served: @escaping @Sendable (JSON) -> JSON
    ) {
        self.kind = kind
        self.prefix = prefix
        self.stored = stored
        self.served = served
    }

    /// A served object as it is stored.
    func store(_ object: JSON) -> JSON {
        var json = stored(object)
        json["apiVersion"] = .string(kind.apiVersion)
        return json
    }

    /// A stored object as the resource of `apiVersion` serves it.
    func serve(_ object: JSON, as apiVersion: String) -> JSON {
        var json = served(object)
        json["apiVersion"] = .string(apiVersion)
        return json
    }

    /// A stored object as the resource of `apiVersion` serves it.
    func serve(_ object: StoredObject, as apiVersion: String) -> StoredObject {
        StoredObject(
            key: object.key, resourceVersion: object.resourceVersion,
            bytes: serve(object.json, as: apiVersion).bytes)
    }

    private static let autoscalers = SharedForm(
        kind: GroupVersionKind(group: "autoscaling", version: "v2", kind: "HorizontalPodAutoscaler"),
        prefix: "/registry/autoscaling/horizontalpodautoscalers/", stored: AutoscalerVersions.v2,
        served: AutoscalerVersions.v1)

    private static let events: SharedForm = {
        let stored = [
            "regarding": "involvedObject", "note": "message", "reportingController": "reportingComponent",
            "deprecatedSource": "source", "deprecatedCount": "count",
            "deprecatedFirstTimestamp": "firstTimestamp", "deprecatedLastTimestamp": "lastTimestamp",
        ]
        let served = Dictionary(stored.map { ($1, $0) }) { first, _ in first }
        return SharedForm(
            kind: GroupVersionKind(group: "", version: "v1", kind: "Event"), prefix: "/registry/events/",
            stored: { renamed($0, stored) }, served: { renamed($0, served) })
    }()

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
