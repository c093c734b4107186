import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Exchanges with registries: tried again while they ask for patience, redirected at most a few times.
final class RegistryTransport: Sendable {
    /// One question.
    struct Question: Sendable {
        var method = HTTPMethod.GET
        var url: String
        var headers: HTTPHeaders = [:]
        var body: String?
        var tls: TLSConfiguration
        /// How long the answer may take, to its end.
        var timeout = TimeAmount.seconds(60)
    }

    private static let redirectLimit = 5
    /// The longest that a registry's own wish to be left alone is heeded.
    private static let patience = Duration.seconds(60)

    private let client: HTTPClient
    private let tries: Int
    private let pause: @Sendable (Duration) async throws -> Void

    init(tries: Int, pause: @escaping @Sendable (Duration) async throws -> Void) {
        self.tries = max(1, tries)
        self.pause = pause
        var settings = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(15), read: .seconds(60)))
        settings.httpVersion = .http1Only
        settings.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(
            eventLoopGroupProvider: .shared(HTTPClient.defaultEventLoopGroup), configuration: settings)
    }

    func shutdown() async { try? await client.shutdown() }

    /// The answer, whatever its status but for those that ask to come back, which are errors in the end.
    func ask(_ question: Question, place: String) async throws -> HTTPClientResponse {
        var failure: RegistryError?
        for attempt in 0..<tries {
            do {
                let response = try await follow(question, place: place)
                let code = response.status.code
                guard code == 408 || code == 429 || code >= 500 else { return response }
                let detail = await Self.refusal(response)
                failure = RegistryError(
                    place, .busy("the registry answered \(code) \(attempt + 1) times\(detail)"))
                guard attempt + 1 < tries else { break }
                try await pause(Self.wish(response) ?? Self.backOff(attempt))
            } catch let error as RegistryError {
                throw error
            } catch let error as CancellationError {
                throw error
            } catch {
                failure = RegistryError(place, .unreachable(Self.sentence(error)))
                guard attempt + 1 < tries, Self.isPassing(error) else { break }
                try await pause(Self.backOff(attempt))
            }
        }
        throw failure ?? RegistryError(place, .unreachable("nothing was tried"))
    }

    /// What a refusal says of itself; the text is foreign.
    static func refusal(_ response: HTTPClientResponse) async -> String {
        guard let body = try? await response.body.collect(upTo: 64 << 10) else { return "" }
        let text = String(decoding: body.readableBytesView.prefix(300), as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ").unicodeScalars
            .filter { $0.value >= 0x20 && $0.value != 0x7F }
        return text.isEmpty ? "" : ": \(String(String.UnicodeScalarView(text)))"
    }

    private func follow(_ question: Question, place: String) async throws -> HTTPClientResponse {
        var question = question
        for _ in 0...Self.redirectLimit {
            var request = HTTPClientRequest(url: question.url)
            request.method = question.method
            request.headers = question.headers
            request.headers.replaceOrAdd(name: "User-Agent", value: "martlet")
            if let body = question.body { request.body = .bytes(ByteBuffer(string: body)) }
            request.tlsConfiguration = question.tls
            let response = try await client.execute(request, timeout: question.timeout)
            guard [301, 302, 303, 307, 308].contains(response.status.code) else { return response }
            guard let location = response.headers.first(name: "Location"),
                let next = Self.resolve(location, against: question.url)
            else { throw RegistryError(place, .malformed("it redirects without a usable address")) }
            if question.url.hasPrefix("https:"), !next.hasPrefix("https:") {
                throw RegistryError(
                    place, .malformed("it redirects to \(next.prefix(100)), which is not encrypted"))
            }
            // Where the bytes are stored is none of the registry's: what proves who asks is not told there.
            if Self.origin(next) != Self.origin(question.url) {
                question.headers.remove(name: "Authorization")
            }
            _ = try? await response.body.collect(upTo: 64 << 10)
            question.url = next
        }
        throw RegistryError(place, .malformed("it redirects more than \(Self.redirectLimit) times"))
    }

    /// The scheme, host and port of an address.
    static func origin(_ url: String) -> Substring {
        guard let colon = url.firstIndex(of: ":") else { return url[...] }
        let rest = url[colon...].dropFirst(3)
        return url[..<(rest.firstIndex { $0 == "/" || $0 == "?" } ?? url.endIndex)]
    }

    static func resolve(_ location: String, against url: String) -> String? {
        if location.hasPrefix("https://") || location.hasPrefix("http://") { return location }
        guard location.hasPrefix("/"), !location.hasPrefix("//") else { return nil }
        return origin(url) + location
    }

    /// How long the registry asks to be left alone (RFC 9110, 10.2.3), if that is bearable.
    private static func wish(_ response: HTTPClientResponse) -> Duration? {
        guard let text = response.headers.first(name: "Retry-After"), let seconds = Int(text), seconds >= 0
        else {
            return nil
        }
        return min(.seconds(seconds), patience)
    }

    private static func backOff(_ attempt: Int) -> Duration { .milliseconds(500 << min(attempt, 6)) }

    /// Whether the next try may go better: not where a certificate was refused.
    private static func isPassing(_ error: any Error) -> Bool {
        switch error {
        case is NIOSSLError, is NIOSSLExtraError: false
        case let error as NIOConnectionError:
            error.connectionErrors.allSatisfy { isPassing($0.error) } && !error.connectionErrors.isEmpty
        default: true
        }
    }

    private static func sentence(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { sentence($0.error) }
                ?? "it cannot be reached: the name \(error.host) cannot be resolved"
        case let error as IOError: "it cannot be reached: \(String(cString: strerror(error.errnoCode)))"
        case NIOSSLError.handshakeFailed(let why): "it cannot prove who it is: \(why)"
        case let error as NIOSSLExtraError: "it cannot prove who it is: \(error)"
        case let error as HTTPClientError where error == .connectTimeout || error == .deadlineExceeded:
            "it did not answer in time"
        case let error as HTTPClientError where error == .remoteConnectionClosed:
            "it closed the connection before the answer ended"
        default: "it cannot be reached: \(error)"
        }
    }
}
