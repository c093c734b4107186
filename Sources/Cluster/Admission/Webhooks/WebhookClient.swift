import AsyncHTTPClient
import EmbeddedCluster
import NIOCore
import NIOHTTP1
import NIOSSL

/// Asks webhooks over HTTPS.
///
/// Nothing is opened before the first call. A server must prove its name with a certificate that its own
/// bundle of authorities vouches for; redirects are not followed, and an answer has a limit.
actor WebhookClient {
    /// The longest answer that is read: what a request to the API may be.
    static let answerLimit = 3 << 20
    /// So many pools of connections stay open; what is over that is closed when nobody uses it.
    private static let poolLimit = 32

    /// The name of a Service and the address behind it; nil for servers that the system's resolver finds.
    private struct Override: Hashable {
        var name: String
        var host: String
    }

    private struct Pool {
        var client: HTTPClient
        var users = 0
    }

    private let services: ServiceResolver
    private var pools: [Override?: Pool] = [:]
    private var isShutDown = false

    init(_ cluster: EmbeddedCluster) { services = ServiceResolver(cluster) }

    /// Posts a review and returns the bytes of the answer.
    func post(
        _ body: [UInt8], to endpoint: WebhookEndpoint, timeoutSeconds: Int
    ) async throws(WebhookFailure) -> [UInt8] {
        do throws(WebhookFailure) {
            let (url, override) = try resolve(endpoint, timeoutSeconds)
            let request = try WebhookExchange(url: url, body: body, authorities: endpoint.authorities)
            let client = try await claim(override)
            defer { pools[override]?.users -= 1 }
            return try await request.run(on: client, timeoutSeconds: timeoutSeconds)
        } catch {
            guard case .call(let why) = error else { throw error }
            throw .call("Post \"\(endpoint.url(timeoutSeconds: timeoutSeconds))\": \(why)")
        }
    }

    /// Closes what is open; calls after it fail.
    func shutdown() async {
        isShutDown = true
        let open = pools
        pools = [:]
        for pool in open.values { try? await pool.client.shutdown() }
    }

    // MARK: Steps

    /// The URL to ask, and where its host really is when it is a Service.
    private func resolve(
        _ endpoint: WebhookEndpoint, _ timeoutSeconds: Int
    ) throws(WebhookFailure) -> (url: String, override: Override?) {
        guard case .service(let namespace, let name, let port, let path) = endpoint.place else {
            return (endpoint.url(timeoutSeconds: timeoutSeconds), nil)
        }
        let address = try services.address(namespace: namespace, name: name, port: port)
        var behind = endpoint
        behind.place = .service(namespace: namespace, name: name, port: address.port, path: path)
        let override = Override(name: "\(name).\(namespace).svc", host: address.host)
        return (behind.url(timeoutSeconds: timeoutSeconds), override)
    }

    /// A client that finds a Service where it is, while TLS still asks for the Service's own name.
    private func claim(_ override: Override?) async throws(WebhookFailure) -> HTTPClient {
        if isShutDown { throw .call("the server is shutting down") }
        if let pool = pools[override] {
            pools[override]?.users += 1
            return pool.client
        }
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(30)))
        configuration.httpVersion = .http1Only
        // Who refuses a connection or cannot prove who they are is not asked again until the time is up.
        configuration.connectionPool.retryConnectionEstablishment = false
        if let override { configuration.dnsOverride = [override.name: override.host] }
        let client = HTTPClient(
            eventLoopGroupProvider: .shared(HTTPClient.defaultEventLoopGroup), configuration: configuration)
        pools[override] = Pool(client: client, users: 1)
        if pools.count > Self.poolLimit {
            let idle = pools.filter { $0.value.users == 0 }
            for key in idle.keys { pools[key] = nil }
            for pool in idle.values { try? await pool.client.shutdown() }
        }
        return client
    }
}
