import APIServer
import AsyncHTTPClient
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import ServiceLifecycle
import Synchronization
import Testing

/// A plain HTTP server of a test's own, and what it was asked.
struct TestFront: Sendable {
    typealias Answer = @Sendable (Request, Int) async throws -> Response

    let port: Int
    private let seen: Requests

    /// The requests so far: method, URL and the headers that matter.
    var requests: [HTTPRequest] { seen.all.withLock { $0 } }

    private final class Requests: Sendable {
        let all = Mutex<[HTTPRequest]>([])
    }

    /// Serves for the time of a body; `answer` is given the number of each request, from 0.
    static func run(
        _ answer: @escaping Answer, _ body: (TestFront) async throws -> Void
    ) async throws {
        let seen = Requests()
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let responder = CallbackResponder { (request: Request, _: BasicRequestContext) in
            let number = seen.all.withLock { all in
                all.append(request.head)
                return all.count - 1
            }
            return try await answer(request, number)
        }
        let application = Application(
            responder: responder,
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: 0), serverName: nil),
            onServerRunning: { continuation.yield($0.localAddress?.port ?? 0) }, logger: quiet)
        let group = ServiceGroup(services: [application], logger: quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { continuation.finish() }
                try await group.run()
            }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            try await body(TestFront(port: port, seen: seen))
            tasks.cancelAll()
            while await tasks.nextResult() != nil {}
        }
    }
}

extension Response {
    static func json(
        _ text: String, _ status: Int = 200, headers: [(HTTPField.Name, String)] = []
    ) -> Response {
        var fields = HTTPFields()
        fields[.contentType] = "application/json"
        for (name, value) in headers { fields.append(HTTPField(name: name, value: value)) }
        return Response(
            status: HTTPResponse.Status(code: status), headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

/// What a way to an API server can do to a request.
enum Fault: Sendable {
    /// 429 before the server saw it, with the word when to come back.
    case tooManyRequests
    /// 410 as an answer.
    case gone
    /// The answer breaks off after so many bytes.
    case cut(after: Int)
    /// After so many bytes comes an ERROR event of 410, in the middle of a line or not.
    case goneEvent(after: Int)
    /// The answer comes in pieces of one to three bytes.
    case dribble
}

/// A way to an API server on which things go wrong as told.
enum FaultyFront {
    private struct CutOff: Error {}

    private static let goneText =
        #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version: 1 (9)","reason":"Expired","code":410}"#

    /// Forwards to a served cluster; each request suffers the fault that `choose` names for it.
    static func run(
        before served: ServedCluster, port: Int, _ choose: @escaping @Sendable (Request, Int) -> Fault?,
        _ body: (TestFront) async throws -> Void
    ) async throws {
        var configuration = HTTPClient.Configuration(certificateVerification: .none)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 100
        let client = HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
            configuration: configuration)
        let token = served.identity.adminToken
        let outcome: Result<Void, any Error>
        do {
            try await TestFront.run { request, number in
                let fault = choose(request, number)
                switch fault {
                case .tooManyRequests:
                    return .json("{}", 429, headers: [(.retryAfter, "0")])
                case .gone: return .json(goneText, 410)
                default: return try await forward(request, to: port, client, token, fault)
                }
            } _: {
                try await body($0)
            }
            outcome = .success(())
        } catch { outcome = .failure(error) }
        try await client.shutdown()
        try outcome.get()
    }

    private static func forward(
        _ request: Request, to port: Int, _ client: HTTPClient, _ token: String, _ fault: Fault?
    ) async throws -> Response {
        var onward = HTTPClientRequest(url: "https://127.0.0.1:\(port)\(request.uri.string)")
        onward.method = HTTPMethod(rawValue: request.method.rawValue)
        onward.headers.add(name: "Authorization", value: "Bearer \(token)")
        if let type = request.headers[.contentType] { onward.headers.add(name: "Content-Type", value: type) }
        let body = try await request.body.collect(upTo: 4 << 20)
        if body.readableBytes > 0 { onward.body = .bytes(body) }
        let answer = try await client.execute(onward, timeout: .seconds(20))
        return Response(
            status: HTTPResponse.Status(code: Int(answer.status.code)),
            headers: [.contentType: "application/json"],
            body: ResponseBody { writer in
                var left = fault?.limit ?? .max
                for try await var piece in answer.body {
                    if case .dribble = fault {
                        while let crumb = piece.readSlice(length: min(3, piece.readableBytes)),
                            crumb.readableBytes > 0
                        { try await writer.write(crumb) }
                        continue
                    }
                    guard piece.readableBytes > left else {
                        left -= piece.readableBytes
                        try await writer.write(piece)
                        continue
                    }
                    try await writer.write(piece.readSlice(length: left) ?? ByteBuffer())
                    guard case .goneEvent = fault else { throw CutOff() }
                    try await writer.write(
                        ByteBuffer(string: "\n{\"type\":\"ERROR\",\"object\":\(goneText)}\n"))
                    break
                }
                try await writer.finish(nil)
            })
    }
}

extension Fault {
    fileprivate var limit: Int? {
        switch self {
        case .cut(let bytes), .goneEvent(let bytes): bytes
        default: nil
        }
    }
}
