public import Bytes
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// A server on loopback that keeps what it is asked and answers as it is told.
///
/// ```swift
/// try await HTTPRecorder.run(answering: [503, 200]) { recorder in
///     try await client.send(alerts)  // to recorder.url
///     #expect(recorder.requests.count == 1)
/// }
/// ```
public final class HTTPRecorder: Sendable {
    /// What came.
    public struct Request: Sendable {
        /// `POST /path?query`.
        public var line: String
        /// The header fields, by names in lower case.
        public var headers: [String: String]
        /// The body; null where it is no JSON.
        public var json: JSON
    }

    /// Where the server is.
    public let url: String

    /// Everything that came, in order.
    public var requests: [Request] { kept.withLock { $0.requests } }

    private struct Kept {
        var requests: [Request] = []
        var answers: [Int]
    }

    private let kept: Mutex<Kept>

    private init(url: String, _ answers: [Int]) {
        self.url = url
        kept = Mutex(Kept(answers: answers))
    }

    /// Waits until so many requests came, at most for three minutes: a busy machine scans slowly.
    public func wait(for count: Int) async throws -> [Request] {
        let deadline = ContinuousClock.now + .seconds(180)
        while requests.count < count, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(10))
        }
        return requests
    }

    /// Runs `body` beside a server.
    ///
    /// - Parameters:
    ///   - codes: the answers' status codes in order; the last one is repeated.
    ///   - body text: what every answer says.
    ///   - isEncrypted: whether it speaks HTTPS with ``RecorderCertificates``.
    public static func run(
        answering codes: [Int] = [200], saying text: String = "{}", isEncrypted: Bool = false,
        _ body: @escaping @Sendable (HTTPRecorder) async throws -> Void
    ) async throws {
        let (recorders, announce) = AsyncStream.makeStream(of: HTTPRecorder.self)
        let current = Mutex<HTTPRecorder?>(nil)
        let responder = CallbackResponder { (request: Hummingbird.Request, _: BasicRequestContext) in
            let buffer = try await request.body.collect(upTo: 8 << 20)
            let code = current.withLock { $0 }?.keep(request, Array(buffer.readableBytesView)) ?? 500
            var response = Response(
                status: .init(code: code), headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
            if (300..<400).contains(code) { response.headers[.location] = "/elsewhere" }
            return response
        }
        var logger = Logger(label: "recorder")
        logger.logLevel = .critical
        let application = Application(
            responder: responder,
            server: isEncrypted ? try .tls(.http1(), tlsConfiguration: tls()) : .http1(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                let scheme = isEncrypted ? "https" : "http"
                let port = channel.localAddress?.port ?? 0
                let recorder = HTTPRecorder(url: "\(scheme)://127.0.0.1:\(port)", codes)
                current.withLock { $0 = recorder }
                announce.yield(recorder)
            }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            var recorders = recorders.makeAsyncIterator()
            if let recorder = await recorders.next() { try await body(recorder) }
            group.cancelAll()
            try? await group.waitForAll()
        }
    }

    private func keep(_ request: Hummingbird.Request, _ body: [UInt8]) -> Int {
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        let entry = Request(
            line: "\(request.method.rawValue) \(request.uri.string)", headers: headers,
            json: (try? JSON(parsing: body)) ?? .null)
        return kept.withLock { kept in
            kept.requests.append(entry)
            return kept.answers.count > 1 ? kept.answers.removeFirst() : kept.answers.first ?? 200
        }
    }

    private static func tls() throws -> TLSConfiguration {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(RecorderCertificates.certificate.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(RecorderCertificates.key.utf8), format: .pem)
        return .makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    }
}
