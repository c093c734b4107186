import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// A registry on loopback that answers as a test says and keeps what it was asked.
final class FakeRegistry: Sendable {
    struct Question: Sendable {
        var path: String
        var authorization: String?
    }

    struct Answer: Sendable {
        var code = 200
        var headers: [String: String] = [:]
        var body: [UInt8] = []
    }

    /// Its name in references.
    let host: String
    private let asked: Mutex<[Question]>

    var questions: [Question] { asked.withLock { $0 } }
    var paths: [String] { questions.map(\.path) }

    private init(host: String) {
        self.host = host
        asked = Mutex([])
    }

    /// Runs `body` beside a registry; `answer` gets how often a path was asked for before.
    static func run(
        _ answer: @escaping @Sendable (FakeRegistry, Question, Int) -> Answer,
        _ body: @escaping @Sendable (FakeRegistry) async throws -> Void
    ) async throws {
        let (started, announce) = AsyncStream.makeStream(of: FakeRegistry.self)
        let current = Mutex<FakeRegistry?>(nil)
        let responder = CallbackResponder { (request: Request, _: BasicRequestContext) in
            guard let registry = current.withLock({ $0 }) else {
                return Response(status: .internalServerError)
            }
            let question = Question(path: request.uri.string, authorization: request.headers[.authorization])
            let earlier = registry.asked.withLock { asked in
                defer { asked.append(question) }
                return asked.count { $0.path == question.path }
            }
            let answer = answer(registry, question, earlier)
            var response = Response(
                status: .init(code: answer.code),
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
            for (name, value) in answer.headers {
                if let name = HTTPField.Name(name) { response.headers[name] = value }
            }
            return response
        }
        var logger = Logger(label: "registry")
        logger.logLevel = .critical
        let application = Application(
            responder: responder, server: .http1(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                let registry = FakeRegistry(host: "127.0.0.1:\(channel.localAddress?.port ?? 0)")
                current.withLock { $0 = registry }
                announce.yield(registry)
            }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            var started = started.makeAsyncIterator()
            if let registry = await started.next() { try await body(registry) }
            group.cancelAll()
            try? await group.waitForAll()
        }
    }
}
