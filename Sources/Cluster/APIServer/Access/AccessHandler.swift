import Access
import Bytes
import Cluster
import EmbeddedCluster
import Hummingbird
import Kubernetes

/// Answers requests that are about access itself: reviews, tokens, and who issues them.
struct AccessHandler: Sendable {
    let cluster: EmbeddedCluster
    let authorizer: any Authorizer
    let authenticator: Authenticator
    let tokens: ServiceAccountTokens

    /// The answer, or nil when the request is about something else.
    func respond(
        _ verb: ResourceVerb, _ place: ResourcePath, _ request: ResourceRequest
    ) async throws(StatusError) -> Response? {
        if let type = Reviews.type(at: place) { return try await review(type, verb, place, request) }
        guard place.group.isEmpty, place.version == "v1", place.plural == "serviceaccounts",
            place.subresource == "token", let namespace = place.namespace, let name = place.name
        else { return nil }
        guard verb == .create else { throw .methodNotAllowed }
        let body = try await Self.body(request)
        let answer = try await TokenRequest(cluster: cluster, tokens: tokens).answer(
            body, namespace: namespace, name: name)
        return Response(status: .created, json: answer)
    }

    /// `/.well-known/openid-configuration` (OpenID Connect Discovery, 4): where the keys of tokens are.
    func issuerDocument(host: String) -> Response {
        Response(json: [
            "issuer": .string(ServiceAccountTokens.issuer),
            "jwks_uri": .string("https://\(host)/openid/v1/jwks"),
            "response_types_supported": ["id_token"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
        ])
    }

    /// `/openid/v1/jwks`: the public keys.
    func keySet() -> Response {
        Response(json: tokens.keySet.bytes, contentType: "application/jwk-set+json")
    }

    private func review(
        _ type: ResourceType, _ verb: ResourceVerb, _ place: ResourcePath, _ request: ResourceRequest
    ) async throws(StatusError) -> Response {
        let isPlaced = (type.scope == .namespaced) == (place.namespace != nil)
        guard isPlaced, place.subresource == nil else { return .pathNotFound }
        guard verb == .create, place.name == nil else { throw .methodNotAllowed }
        let body = try await Self.body(request)
        guard body["kind"]?.string ?? type.kind.kind == type.kind.kind else {
            throw .badRequest(
                "\(body["kind"]?.string ?? "") in version \"v1\" cannot be handled as a \(type.kind.kind)")
        }
        let reviews = Reviews(authorizer: authorizer, authenticator: authenticator)
        let answer = try await reviews.answer(type, body, namespace: place.namespace, user: request.user)
        return Response(status: .created, json: answer)
    }

    private static func body(_ request: ResourceRequest) async throws(StatusError) -> JSON {
        guard let body = try await request.body() else { throw .badRequest("the request has no body") }
        guard body.object != nil else {
            throw .badRequest("the object provided is unrecognized: it is no JSON object")
        }
        return body
    }
}
