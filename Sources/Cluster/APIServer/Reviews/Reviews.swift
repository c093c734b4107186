import Access
import Bytes
import Cluster
import Kubernetes

/// Questions that are asked by creating an object that is never stored: who somebody is and what they may do.
struct Reviews: Sendable {
    /// The types; each knows only `create`.
    static let types = [
        type("authentication.k8s.io", "TokenReview"), type("authentication.k8s.io", "SelfSubjectReview"),
        type("authorization.k8s.io", "SubjectAccessReview"),
        type("authorization.k8s.io", "LocalSubjectAccessReview", .namespaced),
        type("authorization.k8s.io", "SelfSubjectAccessReview"),
        type("authorization.k8s.io", "SelfSubjectRulesReview"),
    ]

    /// The types as OpenAPI describes them.
    static let definitions = types.map { type in
        let any: JSON = ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
        let schema: JSON = [
            "type": "object",
            "properties": [
                "apiVersion": ["type": "string"], "kind": ["type": "string"],
                "metadata": ["type": "object"], "spec": any, "status": any,
            ],
        ]
        return ResourceDefinition(
            type: type, schema: StructuralSchema(schema), columns: [], isBuiltin: true)
    }

    let authorizer: any Authorizer
    let authenticator: Authenticator

    /// The type at a place, or nil.
    static func type(at place: ResourcePath) -> ResourceType? {
        types.first {
            $0.group == place.group && $0.version == place.version && $0.plural == place.plural
        }
    }

    /// The question with its answer filled in.
    func answer(
        _ type: ResourceType, _ body: JSON, namespace: String?, user: UserInfo
    ) async throws(StatusError) -> JSON {
        var review = body
        review["apiVersion"] = .string(type.kind.apiVersion)
        review["kind"] = .string(type.kind.kind)
        var metadata = body["metadata"] ?? [:]
        if metadata["creationTimestamp"] == nil { metadata["creationTimestamp"] = .null }
        review["metadata"] = metadata
        let spec = body["spec"] ?? [:]
        switch type.kind.kind {
        case "TokenReview": review["status"] = try await tokenStatus(spec)
        case "SelfSubjectReview": review["status"] = ["userInfo": user.json]
        case "SelfSubjectRulesReview": review["status"] = try rulesStatus(spec, user)
        default:
            let question = AccessQuestion(type.kind, spec, namespace: namespace, asker: user)
            review["status"] = accessStatus(try question.attributes())
        }
        return review
    }

    private func tokenStatus(_ spec: JSON) async throws(StatusError) -> JSON {
        guard let token = spec["token"]?.string, !token.isEmpty else {
            throw .badRequest("token is required for TokenReview in authentication")
        }
        let asked = spec["audiences"]?.array?.compactMap(\.string) ?? []
        let audiences = asked.isEmpty ? [ServiceAccountTokens.issuer] : asked
        do throws(TokenError) {
            guard let verdict = try await authenticator.review(token, audiences: audiences) else {
                return ["user": [:], "error": "invalid bearer token"]
            }
            return [
                "authenticated": true, "user": verdict.user.json,
                "audiences": .array(verdict.audiences.map(JSON.string)),
            ]
        } catch {
            return ["user": [:], "error": .string("[invalid bearer token, \(error.reason)]")]
        }
    }

    private func accessStatus(_ request: RequestAttributes) -> JSON {
        let decision = authorizer.decide(request)
        var status: JSON = ["allowed": .bool(decision.isAllowed)]
        if !decision.reason.isEmpty { status["reason"] = .string(decision.reason) }
        return status
    }

    private func rulesStatus(_ spec: JSON, _ user: UserInfo) throws(StatusError) -> JSON {
        guard let namespace = spec["namespace"]?.string, !namespace.isEmpty else {
            throw .badRequest("no namespace on request")
        }
        let found = authorizer.rules(for: user, in: namespace)
        var status: JSON = [
            "resourceRules": .array(found.rules.filter { !$0.resources.isEmpty }.map(\.json)),
            "nonResourceRules": .array(found.rules.filter { !$0.nonResourceURLs.isEmpty }.map(\.json)),
            "incomplete": false,
        ]
        if !found.errors.isEmpty {
            status["evaluationError"] = .string(found.errors.joined(separator: ", "))
        }
        return status
    }

    private static func type(
        _ group: String, _ kind: String, _ scope: ResourceType.Scope = .cluster
    ) -> ResourceType {
        ResourceType(
            kind: GroupVersionKind(group: group, version: "v1", kind: kind),
            plural: "\(kind.lowercased())s", scope: scope)
    }
}

extension UserInfo {
    /// The user as `authentication.k8s.io/v1` UserInfo.
    var json: JSON {
        var json: JSON = ["username": .string(name)]
        if !uid.isEmpty { json["uid"] = .string(uid) }
        if !groups.isEmpty { json["groups"] = .array(groups.map(JSON.string)) }
        if !extra.isEmpty { json["extra"] = extraJSON }
        return json
    }

    /// `extra` as a map of lists.
    var extraJSON: JSON {
        .object(JSONObject(extra.map { ($0.key, .array($0.value.map(JSON.string))) }))
    }
}
