import Access
import Bytes
import Cluster
import EmbeddedCluster
import HTTPTypes
import Hummingbird
import Kubernetes
import NIOCore
import NIOSSL

/// Takes every request through the same doors: who asks, is there room, may they, what do they want; counts the
/// answer and puts it on record.
struct Responder: Sendable {
    let resources: ResourceHandler
    let documents: DocumentHandler
    let access: AccessHandler
    let limits: RequestLimits
    let audit: AuditLog?
    let readiness: Readiness
    let metrics: RequestMetrics
    let moreMetrics: @Sendable () -> String

    func respond(to request: Request, context: RequestContext) async -> Response {
        let start = ContinuousClock.now
        metrics.began()
        var labels = RequestMetrics.Labels(verb: request.method.rawValue)
        let auditID = request.headers[.auditID].map { String($0.prefix(64)) } ?? AuditID.make()
        var record = audit.map { AuditRecord($0, request, auditID, from: context.channel.remoteAddress) }
        var response: Response
        do {
            response = try await answer(request, context, &labels, &record)
        } catch {
            response = Response(error)
            if error.code == 413 || error.code == 408 { closeSoon(context.channel) }
        }
        labels.code = response.status.code
        metrics.ended(labels, after: .now - start)
        response.headers[.auditID] = auditID
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-cache, private" }
        if let record { response = await record.complete(response) }
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(
        _ request: Request, _ context: RequestContext, _ labels: inout RequestMetrics.Labels,
        _ record: inout AuditRecord?
    ) async throws(StatusError) -> Response {
        let query = try RequestQuery(request.uri.query ?? "")
        let path = RequestPath(request.uri.path)
        if case .health(let check) = path {
            labels.verb = "GET"
            return HealthPage.response(check: check, query: query, readiness: readiness)
        }
        var verb: ResourceVerb?
        var attributes = RequestAttributes(
            user: .anonymous, verb: request.method.rawValue.lowercased(), path: request.uri.path)
        if case .resource(let place) = path {
            guard let found = ResourceVerb(method: request.method, place: place, query: query) else {
                throw .methodNotAllowed
            }
            verb = found
            attributes = RequestAttributes(.anonymous, found, place)
        }
        do throws(StatusError) {
            attributes.user = try await user(of: request, context)
        } catch {
            await record?.refuse(attributes, path)
            throw error
        }
        await record?.receive(attributes, path)
        let impersonation: Impersonation?
        do throws(ImpersonationError) { impersonation = try Impersonation(request.headers) } catch {
            return .internalError(request.uri.path, error.message)
        }
        if let impersonation {
            attributes.user = try impersonation.user(for: attributes.user, access.authorizer)
            record?.impersonate(attributes.user)
        }
        let permit = try limits.enter(verb, request.method, attributes.user)
        defer { permit?.leave() }
        try authorize(attributes, &record)
        var request = request
        try await record?.keepBody(of: &request)
        if let verb, case .resource(let place) = path {
            labels = RequestMetrics.Labels(verb, place)
            let request = ResourceRequest(request, query: query, user: attributes.user)
            try authorizeCreation(verb, place, request, attributes)
            return try await answer(verb, place, request, record?.admission)
        }
        guard let path else { return .pathNotFound }
        guard request.method == .get || request.method == .head else { throw .methodNotAllowed }
        switch path {
        case .metrics: return metricsPage()
        case .tokenKeys: return access.keySet()
        case .tokenIssuer: return access.issuerDocument(host: request.head.authority ?? "localhost")
        default: return try documents.respond(path, request)
        }
    }

    /// Answers a request for resources; what admission has to say for the record goes into `annotations`.
    private func answer(
        _ verb: ResourceVerb, _ place: ResourcePath, _ request: ResourceRequest,
        _ annotations: AuditAnnotations?
    ) async throws(StatusError) -> Response {
        let result = await AuditAnnotations.$current.withValue(annotations) {
            () -> Result<Response, StatusError> in
            do throws(StatusError) {
                if let answer = try await access.respond(verb, place, request) { return .success(answer) }
                return .success(try await resources.respond(verb, place, request))
            } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// An apply of what is not there creates it, and that takes the verb `create` as well.
    private func authorizeCreation(
        _ verb: ResourceVerb, _ place: ResourcePath, _ request: ResourceRequest,
        _ attributes: RequestAttributes
    ) throws(StatusError) {
        let cluster = resources.cluster
        guard verb == .patch, place.subresource == nil, request.mediaType == PatchBody.apply,
            let name = place.name,
            let resource = cluster.resource(group: place.group, version: place.version, plural: place.plural),
            (try? cluster.rawGet(resource.type, namespace: place.namespace, name: name)) == nil
        else { return }
        var creation = attributes
        creation.verb = ResourceVerb.create.rawValue
        let decision = access.authorizer.decide(creation)
        if !decision.isAllowed { throw .forbidden(creation, reason: decision.reason) }
    }

    private func user(of request: Request, _ context: RequestContext) async throws(StatusError) -> UserInfo {
        let certificate = await Self.certificate(of: context.channel)
        return try await access.authenticator.user(
            certificate: certificate, authorization: request.headers[.authorization])
    }

    /// The certificate that the peer has shown; a connection without TLS or already closed has none.
    private static func certificate(of channel: any Channel) async -> NIOSSLCertificate? {
        // Requests are answered on their connection's own loop, where no future is needed.
        if channel.eventLoop.inEventLoop {
            return try? channel.pipeline.syncOperations.nioSSL_peerCertificate()
        }
        return try? await channel.nioSSL_peerCertificate().get()
    }

    private func authorize(
        _ attributes: RequestAttributes, _ record: inout AuditRecord?
    ) throws(StatusError) {
        let decision = access.authorizer.decide(attributes)
        record?.decide(decision)
        if !decision.isAllowed { throw .forbidden(attributes, reason: decision.reason) }
    }

    private func metricsPage() -> Response {
        var page = PrometheusText()
        metrics.write(to: &page)
        resources.writeMetrics(to: &page)
        ProcessMetrics.write(to: &page)
        return Response(text: page.text + moreMetrics(), contentType: PrometheusText.contentType)
    }

    /// Who keeps sending a body that nobody reads is cut, but late enough to read the refusal first.
    private func closeSoon(_ channel: any Channel) {
        channel.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(promise: nil) }
    }
}

extension Response {
    /// 500 as kube-apiserver's filters answer it, in plain text.
    fileprivate static func internalError(_ path: String, _ why: String) -> Response {
        Response(
            status: .internalServerError,
            text: "Internal Server Error: \(GoText.quoted(path)): \(why)\n")
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
