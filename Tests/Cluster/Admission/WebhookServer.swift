import Bytes
import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import Testing

/// A webhook over real HTTPS, on loopback.
struct WebhookServer {
    /// What the webhook sends back.
    struct Answer: Sendable {
        var code = 200
        var body: [UInt8]
        var location: String?

        static func json(_ json: JSON) -> Answer { Answer(body: json.bytes) }

        static func text(_ text: String, code: Int = 200) -> Answer {
            Answer(code: code, body: Array(text.utf8))
        }
    }

    /// Is asked with the path, its query, and the body.
    typealias Handler = @Sendable (String, JSON) async throws -> Answer

    /// Runs `body` with the port of a server that answers so.
    static func run(
        _ handler: @escaping Handler, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        let certificates = try NIOSSLCertificate.fromPEMBytes(Array(WebhookCertificates.certificate.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(WebhookCertificates.key.utf8), format: .pem)
        let configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key))
        let responder = CallbackResponder { (request: Request, _: BasicRequestContext) in
            let buffer = try await request.body.collect(upTo: 8 << 20)
            let json = (try? JSON(parsing: Array(buffer.readableBytesView))) ?? .null
            let answer = try await handler(request.uri.string, json)
            var response = Response(
                status: .init(code: answer.code), headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
            if let location = answer.location { response.headers[.location] = location }
            return response
        }
        var logger = Logger(label: "webhook")
        logger.logLevel = .critical
        let application = Application(
            responder: responder, server: try .tls(.http1(), tlsConfiguration: configuration),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { announce.yield($0.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            var ports = ports.makeAsyncIterator()
            let port = try #require(await ports.next())
            try await body(port)
            group.cancelAll()
            try? await group.waitForAll()
        }
    }
}

/// Answers of webhooks.
enum Reviews {
    /// An answer to a review.
    static func answer(_ review: JSON, _ response: JSON) -> WebhookServer.Answer {
        var response = response
        response["uid"] = review["request"]?["uid"]
        return .json([
            "apiVersion": review["apiVersion"] ?? "", "kind": "AdmissionReview", "response": response,
        ])
    }

    static func allow(_ review: JSON) -> WebhookServer.Answer { answer(review, ["allowed": true]) }

    static func patch(_ review: JSON, _ patch: JSON) -> WebhookServer.Answer {
        answer(
            review,
            ["allowed": true, "patchType": "JSONPatch", "patch": .string(Base64.encode(patch.bytes))])
    }
}
