import Access
import Bytes
import Cluster
import EmbeddedCluster
import HTTPTypes
import Hummingbird
import Kubernetes
import NIOCore
import Synchronization

/// What goes on record of one request, while it is being answered.
struct AuditRecord: Sendable {
    /// What admission says of the request.
    let admission = AuditAnnotations()
    private let log: AuditLog
    private var event: AuditEvent
    private var ruling = AuditPolicy.Ruling(level: .none, omitStages: [], omitManagedFields: false)
    private var isWatch = false

    init(_ log: AuditLog, _ request: Request, _ auditID: String, from address: SocketAddress?) {
        self.log = log
        event = AuditEvent(
            auditID: auditID, uri: request.uri.string, userAgent: request.headers[.userAgent],
            sources: Self.sources(request, address))
    }

    /// The request has come from somebody who is known.
    mutating func receive(_ attributes: RequestAttributes, _ path: RequestPath?) async {
        ruling = log.policy.ruling(of: attributes)
        event.level = ruling.level
        guard ruling.level > .none else { return }
        event.describe(attributes, path)
        isWatch = attributes.verb == "watch"
        await write(.requestReceived)
    }

    /// The request may go on: its body is kept where it is wanted on record.
    ///
    /// - Throws: 413 or 408 when it cannot be read.
    mutating func keepBody(of request: inout Request) async throws(StatusError) {
        guard ruling.level >= .request, event.isResource, Self.hasBody(request) else { return }
        let bytes = try await BodyReader.read(request)
        request.body = RequestBody(buffer: ByteBuffer(bytes: bytes))
        let type = request.headers[.contentType].map { MediaRange($0[...]).type } ?? "application/json"
        // Patches are JSON under other names; what cannot be read is refused later and not recorded.
        let readable = type.hasSuffix("+json") ? "application/json" : type
        event.requestObject = (try? ResourceRequest.decode(bytes, mediaType: readable)).map(trimmed)
    }

    /// The credentials were wrong: kube-apiserver records that as an answer that was begun.
    mutating func refuse(_ attributes: RequestAttributes, _ path: RequestPath?) async {
        ruling = log.policy.ruling(of: attributes)
        event.level = min(ruling.level, .metadata)
        guard ruling.level > .none else { return }
        event.describe(attributes, path)
        event.status = StatusError.unauthorized.json
        event.statusCode = 401
        await write(.responseStarted)
        ruling.level = .none
    }

    /// The requester acts as somebody else.
    mutating func impersonate(_ user: UserInfo) { event.impersonated = user }

    /// The request was judged.
    mutating func decide(_ decision: AccessDecision) {
        event.annotations["authorization.k8s.io/decision"] = decision.isAllowed ? "allow" : "forbid"
        event.annotations["authorization.k8s.io/reason"] = decision.reason
    }

    /// The answer is ready; returns it as it has to be sent.
    func complete(_ response: Response) async -> Response {
        guard ruling.level > .none else { return response }
        var record = self
        record.event.statusCode = response.status.code
        record.event.annotations.merge(admission.all) { own, _ in own }
        if isWatch, response.status.code == 200 {
            await record.write(.responseStarted)
            return record.following(response)
        }
        let wantsBody = ruling.level == .requestResponse || response.status.code >= 400
        guard wantsBody, event.isResource, let length = response.body.contentLength else {
            await record.write(.responseComplete)
            return response
        }
        return record.reading(response, length: length)
    }

    /// A watch is complete when its last frame has gone.
    private func following(_ response: Response) -> Response {
        var response = response
        let body = response.body
        let record = self
        response.body = ResponseBody { writer in
            do { try await body.write(writer) } catch {
                await record.write(.responseComplete)
                throw error
            }
            await record.write(.responseComplete)
        }
        return response
    }

    /// Reads the body as it is sent.
    private func reading(_ response: Response, length: Int) -> Response {
        var response = response
        let sent = Body()
        let mapped = response.body.map { buffer in
            sent.append(buffer)
            return buffer
        }
        let record = self
        response.body = ResponseBody(contentLength: length) { writer in
            try await mapped.write(writer)
            var record = record
            record.read(sent.bytes)
            await record.write(.responseComplete)
        }
        return response
    }

    private mutating func read(_ bytes: [UInt8]) {
        guard let object = try? JSON(parsing: bytes) else { return }
        if object["kind"]?.string == "Status", object["apiVersion"]?.string == "v1" { event.status = object }
        if ruling.level == .requestResponse { event.responseObject = trimmed(object) }
    }

    private func write(_ stage: AuditPolicy.Stage) async {
        guard !ruling.omitStages.contains(stage) else { return }
        await log.write(event.json(at: stage).bytes)
    }

    private func trimmed(_ object: JSON) -> JSON {
        guard ruling.omitManagedFields else { return object }
        var object = object
        if object["metadata"]?["managedFields"] != nil { object["metadata"]?["managedFields"] = nil }
        if let items = object["items"]?.array { object["items"] = .array(items.map(trimmed)) }
        return object
    }

    private static func hasBody(_ request: Request) -> Bool {
        (request.headers[.contentLength].flatMap { Int($0) } ?? 0) > 0
            || request.headers[.transferEncoding] != nil
    }

    /// The addresses that the request says to have come through, and the one that it did come from.
    private static func sources(_ request: Request, _ address: SocketAddress?) -> [String] {
        let forwarded = (request.headers[.xForwardedFor] ?? "").split(separator: ",").prefix(16)
        let named = forwarded.map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
        let own = address?.ipAddress
        return named + (own.map { named.contains($0) ? [] : [$0] } ?? [])
    }

    /// The bytes of a body that is being sent.
    private final class Body: Sendable {
        private let seen = Mutex<[UInt8]>([])

        var bytes: [UInt8] { seen.withLock { $0 } }

        func append(_ buffer: ByteBuffer) { seen.withLock { $0 += buffer.readableBytesView } }
    }
}
