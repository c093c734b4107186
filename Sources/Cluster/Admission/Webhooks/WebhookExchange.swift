import AsyncHTTPClient
import Bytes
import Glibc
import Kubernetes
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// One question to a webhook and its answer.
struct WebhookExchange: Sendable {
    private let request: HTTPClientRequest

    /// - Throws: when the URL or the authorities cannot be used.
    init(url: String, body: [UInt8], authorities: [UInt8]?) throws(WebhookFailure) {
        guard url.hasPrefix("https://") else {
            throw .call("unsupported protocol scheme \"\(Self.scheme(url))\"")
        }
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers = [
            "Content-Type": "application/json", "Accept": "application/json, */*",
            "User-Agent": "kube-apiserver-admission",
        ]
        request.body = .bytes(ByteBuffer(bytes: body))
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let authorities {
            let certificates = (try? NIOSSLCertificate.fromPEMBytes(authorities)) ?? []
            if certificates.isEmpty {
                throw .configuration(
                    "unable to load root certificates: unable to parse bytes as PEM block")
            }
            tls.trustRoots = .certificates(certificates)
        }
        request.tlsConfiguration = tls
        self.request = request
    }

    /// Sends the question and waits for the whole answer, at most so long.
    func run(on client: HTTPClient, timeoutSeconds: Int) async throws(WebhookFailure) -> [UInt8] {
        let outcome = await withTaskGroup(of: Result<[UInt8], WebhookFailure>.self) { group in
            group.addTask { await answer(of: client) }
            group.addTask {
                let slept: Void? = try? await Task.sleep(for: .seconds(timeoutSeconds), clock: .continuous)
                return .failure(slept == nil ? .cancelled : .call("context deadline exceeded"))
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(.cancelled)
        }
        return try outcome.get()
    }

    private func answer(of client: HTTPClient) async -> Result<[UInt8], WebhookFailure> {
        do {
            // The group above keeps the time for the whole exchange; this is only a further stop.
            let response = try await client.execute(request, timeout: .seconds(60))
            let body = try await response.body.collect(upTo: WebhookClient.answerLimit)
            let bytes = Array(body.readableBytesView)
            guard (200..<300).contains(response.status.code) else {
                return .failure(.call(Self.refusal(response.status, bytes)))
            }
            return .success(bytes)
        } catch {
            return .failure(Task.isCancelled ? .cancelled : .call(sentence(error)))
        }
    }

    /// What a client of Kubernetes makes of an HTTP error.
    private static func refusal(_ status: HTTPResponseStatus, _ body: [UInt8]) -> String {
        switch status.code {
        case 300..<400: return "the server answered \(status.code) and redirects are not followed"
        case 401: return "the server has asked for the client to provide credentials"
        case 403: return "the server does not allow access to the requested resource"
        case 404: return "the server could not find the requested resource"
        case 405: return "the server does not allow this method on the requested resource"
        case 429:
            return "the server has received too many requests and has asked us to try again later"
        default:
            let text = String(decoding: body.prefix(2048), as: UTF8.self)
            let isText = !text.isEmpty && !text.contains("\u{0}")
            return status.code >= 500
                ? "an error on the server (\(GoText.quoted(isText ? text : "unknown"))) has prevented the request from succeeding"
                : "the server responded with the status code \(status.code) but did not return more information"
        }
    }

    private func sentence(_ error: any Error) -> String {
        switch error {
        case is NIOTooManyBytesError:
            "the answer is larger than \(WebhookClient.answerLimit) bytes"
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            "dial tcp \(authority): connect: connection refused"
        case let error as NIOConnectionError:
            "dial tcp \(error.host):\(error.port): connect: \(Self.reason(error))"
        case NIOSSLError.handshakeFailed(let why):
            "tls: failed to verify certificate: \(why)"
        case let error as NIOSSLExtraError:
            "tls: failed to verify certificate: x509: \(error)"
        case let error as HTTPClientError where error == .connectTimeout || error == .deadlineExceeded:
            "context deadline exceeded"
        case let error as HTTPClientError where error == .remoteConnectionClosed: "EOF"
        default: "\(error)"
        }
    }

    private static func reason(_ error: NIOConnectionError) -> String {
        if let failure = error.connectionErrors.first {
            let text = "\(failure.error)"
            return text.contains("refused") ? "connection refused" : text
        }
        return error.dnsAError.map { "\($0)" } ?? error.dnsAAAAError.map { "\($0)" } ?? "no such host"
    }

    /// The host and the port that the URL names.
    private var authority: String {
        let rest = request.url.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" && $0 != "?" }
        return rest.contains(":") ? String(rest) : "\(rest):443"
    }

    private static func scheme(_ url: String) -> Substring { url.prefix { $0 != ":" } }
}
