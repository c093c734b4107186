import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes

/// The question that a webhook is asked (`admission.k8s.io` AdmissionReview, v1 or v1beta1).
struct AdmissionReview: Sendable {
    /// The versions that are spoken, best first.
    static let versions = ["v1", "v1beta1"]

    /// The identifier that the answer must repeat.
    let uid: String
    /// Which version of the review is spoken.
    let version: String
    /// The review as it is posted.
    let bytes: [UInt8]

    /// - Parameter type: The resource as the webhook wants to see it; the objects are of its version.
    init(_ request: AdmissionRequest, as type: ResourceType, version: String, uid: String) {
        self.uid = uid
        self.version = version
        var body = request.reviewed(as: type)
        body["uid"] = .string(uid)
        body["object"] = request.object?.json ?? .null
        body["oldObject"] = request.oldObject?.json ?? .null
        let review: JSON = [
            "kind": "AdmissionReview", "apiVersion": .string("admission.k8s.io/\(version)"), "request": body,
        ]
        bytes = review.bytes
    }
}

extension AdmissionRequest {
    /// The request as webhooks and CEL expressions see it, without its objects and its identifier.
    func reviewed(as type: ResourceType) -> JSON {
        var json: JSON = [:]
        json["kind"] = Self.kind(type.kind)
        json["resource"] = Self.resource(type)
        json["requestKind"] = Self.kind(resource.kind)
        json["requestResource"] = Self.resource(resource)
        if !subresource.isEmpty {
            json["subResource"] = .string(subresource)
            json["requestSubResource"] = .string(subresource)
        }
        if !name.isEmpty { json["name"] = .string(name) }
        if !reviewedNamespace.isEmpty { json["namespace"] = .string(reviewedNamespace) }
        json["operation"] = .string(operation.rawValue)
        json["userInfo"] = Self.user(user)
        json["dryRun"] = .bool(isDryRun)
        json["options"] = options.json
        return json
    }

    private static func kind(_ kind: GroupVersionKind) -> JSON {
        ["group": .string(kind.group), "version": .string(kind.version), "kind": .string(kind.kind)]
    }

    private static func resource(_ type: ResourceType) -> JSON {
        ["group": .string(type.group), "version": .string(type.version), "resource": .string(type.plural)]
    }

    private static func user(_ user: UserInfo) -> JSON {
        var json: JSON = ["username": .string(user.name)]
        if !user.uid.isEmpty { json["uid"] = .string(user.uid) }
        if !user.groups.isEmpty { json["groups"] = .array(user.groups.map(JSON.string)) }
        if !user.extra.isEmpty {
            json["extra"] = .object(
                JSONObject(user.extra.map { ($0.key, .array($0.value.map(JSON.string))) }))
        }
        return json
    }
}
