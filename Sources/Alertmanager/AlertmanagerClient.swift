import AsyncHTTPClient
import Bytes
public import Capability
import Glibc
public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Hands alerts to Alertmanagers by their API (`POST /api/v2/alerts`, OpenAPI 2.0 `postAlerts`).
///
/// ```swift
/// let client = try AlertmanagerClient(configuration, logger: logger)
/// try await client.send([Alert(labels: ["alertname": "NonCompliant"], endsAt: "2026-01-02T03:04:05Z")])
/// await client.shutdown()
/// ```
///
/// Where several are named each is told, as a cluster of Alertmanagers asks for; one that has taken the alerts is
/// enough.
public final class AlertmanagerClient: AlertSink {
    /// How long one exchange may take.
    private static let timeout = TimeAmount.seconds(15)
    /// What is read of an answer; only a refusal says anything.
    private static let answerLimit = 64 << 10

    private let configuration: AlertmanagerConfiguration
    private let tls: TLSConfiguration
    private let client: HTTPClient
    private let logger: Logger

    /// Prepares to talk to Alertmanagers; nothing is sent yet.
    ///
    /// ``shutdown()`` must be called in the end.
    ///
    /// - Throws: ``AlertmanagerError`` when the authority cannot be read.
    public init(_ configuration: AlertmanagerConfiguration, logger: Logger) throws(AlertmanagerError) {
        self.configuration = configuration
        self.logger = logger
        tls = try Self.tls(authorityFile: configuration.authorityFile)
        var settings = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10)))
        // Who cannot be reached now is asked again with the next alert, not for as long as that takes.
        settings.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(
            eventLoopGroupProvider: .shared(HTTPClient.defaultEventLoopGroup), configuration: settings)
    }

    /// Hands alerts over, with the labels that say whose they are.
    ///
    /// - Throws: ``AlertmanagerError`` of the last one when none has taken them.
    public func send(_ alerts: [Alert]) async throws {
        let body = JSON.array(alerts.map(json)).bytes
        let token = try configuration.token()
        let outcomes = await withTaskGroup(of: AlertmanagerError?.self) { group in
            for address in configuration.addresses {
                group.addTask { await self.post(body, to: address, token: token) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let failures = outcomes.compactMap { $0 }
        if failures.count == outcomes.count, let last = failures.last { throw last }
        for failure in failures { logger.warning("\(failure)") }
    }

    /// Closes the connections.
    public func shutdown() async { try? await client.shutdown() }

    private func json(_ alert: Alert) -> JSON {
        func texts(_ texts: [String: String]) -> JSON {
            .object(JSONObject(texts.map { ($0.key, .string($0.value)) }))
        }
        var json: JSON = [
            "labels": texts(alert.labels.merging(configuration.labels) { own, _ in own }),
            "annotations": texts(alert.annotations), "endsAt": .string(alert.endsAt),
        ]
        json["startsAt"] = alert.startsAt.map(JSON.string)
        return json
    }

    private func post(
        _ body: [UInt8], to address: AlertmanagerAddress, token: String?
    ) async -> AlertmanagerError? {
        var request = HTTPClientRequest(url: "\(address)/api/v2/alerts")
        request.method = .POST
        request.headers = ["Content-Type": "application/json", "Accept": "application/json"]
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        request.body = .bytes(ByteBuffer(bytes: body))
        request.tlsConfiguration = tls
        do {
            let response = try await client.execute(request, timeout: Self.timeout)
            let answer = try await response.body.collect(upTo: Self.answerLimit)
            if (200..<300).contains(response.status.code) { return nil }
            return AlertmanagerError(
                place: address.description,
                reason: Self.refusal(response.status, Array(answer.readableBytesView)))
        } catch { return AlertmanagerError(place: address.description, reason: Self.sentence(error)) }
    }

    /// What an answer that is no success means; its text is foreign and goes into a log.
    private static func refusal(_ status: HTTPResponseStatus, _ body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(300), as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ").unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        let detail = text.isEmpty ? "" : ": \(String(String.UnicodeScalarView(text)))"
        return switch status.code {
        case 300..<400:
            "answered \(status.code), and redirects are not followed; name the address it leads to"
        case 401, 403: "answered \(status.code); is --alertmanager-token-file the right one?\(detail)"
        default: "answered \(status.code)\(detail)"
        }
    }

    private static func sentence(_ error: any Error) -> String {
        switch error {
        case is NIOTooManyBytesError: "the answer is larger than \(answerLimit >> 10) KiB"
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { sentence($0.error) }
                ?? "cannot be reached: the name \(error.host) cannot be resolved"
        case let error as IOError:
            "cannot be reached: \(String(cString: strerror(error.errnoCode)))"
        case NIOSSLError.handshakeFailed(let why): "cannot prove who it is: \(why)"
        case let error as NIOSSLExtraError: "cannot prove who it is: \(error)"
        case let error as HTTPClientError where error == .connectTimeout || error == .deadlineExceeded:
            "did not answer in time"
        case let error as HTTPClientError where error == .remoteConnectionClosed:
            "closed the connection without an answer"
        default: "\(error)"
        }
    }

    private static func tls(authorityFile: String?) throws(AlertmanagerError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        guard let authorityFile else { return tls }
        let bytes = try AlertmanagerConfiguration.read(authorityFile, option: "--alertmanager-cafile")
        let certificates = (try? NIOSSLCertificate.fromPEMBytes(bytes)) ?? []
        guard !certificates.isEmpty else {
            throw AlertmanagerError(
                place: authorityFile, reason: "--alertmanager-cafile: is not a certificate in PEM")
        }
        tls.trustRoots = .certificates(certificates)
        return tls
    }
}
