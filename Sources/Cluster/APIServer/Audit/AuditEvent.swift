import Access
import Bytes
import Cluster
import Kubernetes

/// One line of the record (audit.k8s.io/v1 `Event`).
struct AuditEvent: Sendable {
    var level = AuditPolicy.Level.none
    let auditID: String
    let uri: String
    let userAgent: String?
    let sources: [String]
    private let received = Timestamp.now()
    private var attributes: RequestAttributes?
    private var version = ""
    var impersonated: UserInfo?
    var statusCode: Int?
    /// The `Status` of an answer that is one.
    var status: JSON?
    var requestObject: JSON?
    var responseObject: JSON?
    var annotations: [String: String] = [:]

    init(auditID: String, uri: String, userAgent: String?, sources: [String]) {
        self.auditID = auditID
        self.uri = uri
        self.userAgent = userAgent
        self.sources = sources
    }

    /// Whether the request is for a resource.
    var isResource: Bool { attributes?.path == nil }

    /// Says who asks for what.
    mutating func describe(_ attributes: RequestAttributes, _ path: RequestPath?) {
        self.attributes = attributes
        if case .resource(let place) = path { version = place.version }
    }

    /// The event of a stage.
    func json(at stage: AuditPolicy.Stage) -> JSON {
        var json: JSON = [
            "kind": "Event", "apiVersion": "audit.k8s.io/v1", "level": .string(level.rawValue),
            "auditID": .string(auditID), "stage": .string(stage.rawValue), "requestURI": .string(uri),
            "requestReceivedTimestamp": .string(received.microText),
            "stageTimestamp": .string(Timestamp.now().microText),
        ]
        if let attributes {
            json["verb"] = .string(attributes.verb)
            json["user"] = attributes.user.json
            if attributes.path == nil { json["objectRef"] = reference(attributes) }
        }
        if let impersonated { json["impersonatedUser"] = impersonated.json }
        if !sources.isEmpty { json["sourceIPs"] = .array(sources.map(JSON.string)) }
        if let userAgent { json["userAgent"] = .string(String(userAgent.prefix(1024))) }
        if let requestObject { json["requestObject"] = requestObject }
        guard stage != .requestReceived else { return json }
        if let responseObject { json["responseObject"] = responseObject }
        json["responseStatus"] = responseStatus
        if !annotations.isEmpty {
            json["annotations"] = .object(JSONObject(annotations.map { ($0.key, .string($0.value)) }))
        }
        return json
    }

    private func reference(_ attributes: RequestAttributes) -> JSON {
        var json: JSON = ["resource": .string(attributes.resource), "apiVersion": .string(version)]
        if !attributes.group.isEmpty { json["apiGroup"] = .string(attributes.group) }
        if let namespace = attributes.namespace { json["namespace"] = .string(namespace) }
        if let name = attributes.name { json["name"] = .string(name) }
        if let subresource = attributes.subresource { json["subresource"] = .string(subresource) }
        return json
    }

    private var responseStatus: JSON {
        var json: JSON = ["metadata": [:], "code": .int(Int64(statusCode ?? 0))]
        for member in ["status", "message", "reason", "details"] {
            if let value = status?[member] { json[member] = value }
        }
        return json
    }
}
