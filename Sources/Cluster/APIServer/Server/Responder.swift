import Bytes
import Cluster
import HTTPTypes
import Hummingbird
import Kubernetes
import NIOCore
import NIOSSL

/// Takes every request through the same doors: who asks, may they, what do they want; and counts the answer.
struct Responder: HTTPResponder {
    let resources: ResourceHandler
    let documents: DocumentHandler
    let authenticator: Authenticator
    let authorizer: any Authorizer
    let readiness: Readiness
    let metrics: RequestMetrics
    let moreMetrics: @Sendable () -> String

    func respond(to request: Request, context: RequestContext) async throws -> Response {
        let start = ContinuousClock.now
        metrics.began()
        var labels = RequestMetrics.Labels(verb: request.method.rawValue)
        var response: Response
        do {
            response = try await answer(request, context, &labels)
        } catch {
            response = Response(error)
            if error.code == 413 || error.code == 408 { closeSoon(context.channel) }
        }
        labels.code = response.status.code
        metrics.ended(labels, after: .now - start)
        response.headers[.auditID] = request.headers[.auditID] ?? AuditID.make()
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-cache, private" }
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(
        _ request: Request, _ context: RequestContext, _ labels: inout RequestMetrics.Labels
    ) async throws(StatusError) -> Response {
        let query = try RequestQuery(request.uri.query ?? "")
        let path = RequestPath(request.uri.path)
        let user = try await user(of: request, context)
        if let path, path.isPublic {
            labels.verb = "GET"
        } else {
            guard user != .anonymous else { throw .unauthorized }
        }
        switch path {
        case nil:
            try await authorize(user, request)
            return .pathNotFound
        case .resource(let place):
            guard let verb = ResourceVerb(method: request.method, place: place, query: query) else {
                throw .methodNotAllowed
            }
            labels = RequestMetrics.Labels(verb, place)
            try await authorizer.authorize(RequestAttributes(user, verb, place))
            return try await resources.respond(
                verb, place, ResourceRequest(request, query: query, user: user))
        case .health(let check):
            return HealthPage.response(check: check, query: query, readiness: readiness)
        case .metrics:
            try await authorize(user, request)
            return metricsPage()
        case let path?:
            if !path.isPublic { try await authorize(user, request) }
            guard request.method == .get || request.method == .head else { throw .methodNotAllowed }
            return try documents.respond(path, request)
        }
    }

    private func user(of request: Request, _ context: RequestContext) async throws(StatusError) -> UserInfo {
        // A connection without TLS or already closed has no certificate to show.
        let certificate = try? await context.channel.nioSSL_peerCertificate().get()
        return try authenticator.user(
            certificate: certificate, authorization: request.headers[.authorization])
    }

    private func authorize(_ user: UserInfo, _ request: Request) async throws(StatusError) {
        let verb = request.method.rawValue.lowercased()
        try await authorizer.authorize(RequestAttributes(user: user, verb: verb, path: request.uri.path))
    }

    private func metricsPage() -> Response {
        var page = MetricsPage()
        metrics.write(to: &page)
        resources.writeMetrics(to: &page)
        ProcessMetrics.write(to: &page)
        return Response(text: page.text + moreMetrics(), contentType: MetricsPage.contentType)
    }

    /// Who keeps sending a body that nobody reads is cut, but late enough to read the refusal first.
    private func closeSoon(_ channel: any Channel) {
        channel.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(promise: nil) }
    }
}

extension RequestPath {
    /// What anybody may read, as on a kube-apiserver with its default roles.
    fileprivate var isPublic: Bool {
        switch self {
        case .health, .version: true
        default: false
        }
    }
}

extension StatusError {
    /// 405 in kube-apiserver's words.
    static let methodNotAllowed = StatusError(
        code: 405, reason: "MethodNotAllowed",
        message: "the server does not allow this method on the requested resource")

    /// 404 for a resource that no group version serves.
    static let resourceNotFound = StatusError(
        code: 404, reason: "NotFound", message: "the server could not find the requested resource")
}
