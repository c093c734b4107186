import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Sends single requests to one API server: connections, TLS, proxy; knows nothing of resources or retries.
final class Transport: Sendable {
    /// One request; the path begins behind the server's prefix and carries the query.
    struct Request: Sendable {
        var method: HTTPMethod
        var path: String
        var contentType: String?
        var body: [UInt8]?
    }

    let server: ServerURL
    private let client: HTTPClient
    private let base: String
    private let tls: TLSConfiguration?
    private let headers: HTTPHeaders

    /// - Throws: ``RemoteClusterError`` when the authority or the proxy make no sense.
    init(
        _ access: ClusterAccess, userAgent: String, environment: [String: String]
    ) throws(RemoteClusterError) {
        server = access.server
        tls = access.server.scheme == "https" ? try Self.tls(access) : nil
        headers = Self.headers(access, userAgent: userAgent)
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(10), read: Self.longestSilence), decompression: .disabled)
        // Every watch holds a connection where HTTP/2 is not offered; none may wait for another to end.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 512
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .automatic
        configuration.proxy = try ProxyRule.proxy(for: access, environment: environment).map(Self.proxy)
        configuration.http1_1ConnectionDebugInitializer = Self.keepAlive
        configuration.http2ConnectionDebugInitializer = Self.keepAlive
        var url = access.server
        if let name = access.tlsServerName, name != url.host {
            // The URL names whom to expect; the override says where it is.
            configuration.dnsOverride = [name: url.host]
            url.host = name
        }
        base = url.description
        client = HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
            configuration: configuration)
    }

    /// A watch ends by its time limit, which is shorter; longer silence is a connection that died unnoticed.
    private static let longestSilence = TimeAmount.seconds(660)

    /// Sends a request; returns when the head of the answer is there.
    func send(
        _ request: Request, as credential: Credential, deadline: NIODeadline
    ) async throws -> HTTPClientResponse {
        var wire = HTTPClientRequest(url: base + request.path)
        wire.method = request.method
        wire.headers = headers
        if let authorization = credential.authorization {
            wire.headers.add(name: "Authorization", value: authorization)
        }
        if let body = request.body {
            wire.headers.add(name: "Content-Type", value: request.contentType ?? "application/json")
            wire.body = .bytes(ByteBuffer(bytes: body))
        }
        if var tls {
            tls.certificateChain = credential.certificate?.chain ?? []
            tls.privateKey = credential.certificate?.key
            wire.tlsConfiguration = tls
        }
        return try await client.execute(wire, deadline: deadline)
    }

    /// Closes every connection.
    func shutdown() async { try? await client.shutdown() }

    private static func tls(_ access: ClusterAccess) throws(RemoteClusterError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        tls.certificateVerification = access.insecureSkipTLSVerify ? .none : .fullVerification
        if let authority = access.authority {
            let bytes = try authority.bytes()
            do { tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(bytes)) } catch {
                throw RemoteClusterError(
                    source: access.server.description, field: "certificate-authority",
                    reason: "is not a certificate in PEM")
            }
        }
        return tls
    }

    private static func headers(_ access: ClusterAccess, userAgent: String) -> HTTPHeaders {
        var headers = HTTPHeaders([
            ("Accept", "application/json"), ("User-Agent", userAgent), ("Host", access.server.authority),
        ])
        let impersonation = access.impersonation
        guard !impersonation.user.isEmpty else { return headers }
        headers.add(name: "Impersonate-User", value: impersonation.user)
        if !impersonation.uid.isEmpty { headers.add(name: "Impersonate-Uid", value: impersonation.uid) }
        for group in impersonation.groups { headers.add(name: "Impersonate-Group", value: group) }
        for (key, values) in impersonation.extra.sorted(by: { $0.key < $1.key }) {
            for value in values {
                headers.add(name: "Impersonate-Extra-\(URLText.escape(key))", value: value)
            }
        }
        return headers
    }

    private static func proxy(_ url: ServerURL) -> HTTPClient.Configuration.Proxy {
        if url.scheme.hasPrefix("socks") { return .socksServer(host: url.host, port: url.port) }
        guard let info = url.userInfo else { return .server(host: url.host, port: url.port) }
        let halves = info.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let password = halves.count == 2 ? URLText.unescape(halves[1]) : ""
        return .server(
            host: url.host, port: url.port,
            authorization: .basic(username: URLText.unescape(halves[0]), password: password))
    }

    /// A peer that vanished without a word is noticed within about a minute, even when nothing is sent.
    @Sendable private static func keepAlive(_ channel: any Channel) -> EventLoopFuture<Void> {
        func tcp(_ name: Int32) -> ChannelOptions.Types.SocketOption {
            .init(level: .tcp, name: .init(rawValue: name))
        }
        let options: [(ChannelOptions.Types.SocketOption, SocketOptionValue)] = [
            (.init(level: .socket, name: .so_keepalive), 1), (tcp(TCP_KEEPIDLE), 30),
            (tcp(TCP_KEEPINTVL), 10), (tcp(TCP_KEEPCNT), 3), (tcp(TCP_USER_TIMEOUT), 60_000),
        ]
        return .andAllComplete(
            options.map { channel.setOption($0.0, value: $0.1) }, on: channel.eventLoop)
    }
}
