import GRPCCore
import GRPCNIOTransportHTTP2
import Synchronization

/// The connections to the members of an etcd cluster.
///
/// Requests go to one member until it fails; then to the next. ``run()`` keeps the connections while it runs.
final class EtcdClient: Sendable {
    typealias Connection = GRPCClient<HTTP2ClientTransport.Posix>

    /// A page of a range may hold values of 1.5 MB each; larger answers are asked for in smaller pages.
    static let messageLimit = 64 << 20
    /// So long one member may take for an answer before another one is asked.
    private static let attemptLimit = Duration.seconds(3)

    private let connections: [Connection]
    private let preferred = Atomic<Int>(0)
    private let patience: Duration

    /// Prepares the connections; nothing is sent yet.
    init(_ configuration: EtcdConfiguration) throws(EtcdError) {
        patience = configuration.patience
        guard !configuration.endpoints.isEmpty else { throw EtcdError(.refused, "no etcd server is named") }
        do {
            connections = try configuration.endpoints.map { endpoint in
                GRPCClient(transport: try Self.transport(endpoint, configuration))
            }
        } catch { throw EtcdError(.refused, "the connection to etcd cannot be prepared: \(error)") }
    }

    /// Connects, and connects again, until the task is cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            for connection in connections { group.addTask { try? await connection.runConnections() } }
        }
    }

    /// Calls one member after another until one answers or the patience is at its end.
    ///
    /// - Parameter body: makes the call; it is told whether an earlier attempt may have been carried out.
    func call<Output: Sendable>(
        within limit: Duration? = nil,
        _ body: (Connection, CallOptions, _ isRepeated: Bool) async throws -> Output
    ) async throws(EtcdError) -> Output {
        let clock = ContinuousClock()
        let deadline = clock.now + (limit ?? patience)
        var pause = Duration.milliseconds(10)
        var isRepeated = false
        while true {
            let member = preferred.load(ordering: .relaxed)
            var options = CallOptions.defaults
            options.timeout = max(.milliseconds(1), min(Self.attemptLimit, deadline - clock.now))
            options.maxResponseMessageBytes = Self.messageLimit
            let failure: EtcdError
            do { return try await body(connections[member % connections.count], options, isRepeated) } catch {
                failure = EtcdError(error)
            }
            guard failure.code == .unavailable, clock.now + pause < deadline else { throw failure }
            leave(member)
            guard (try? await Task.sleep(for: pause)) != nil else { throw EtcdError(CancellationError()) }
            pause = min(pause * 2, .milliseconds(500))
            isRepeated = true
        }
    }

    /// Holds one call open on the member that requests go to.
    func stream(_ body: (Connection) async throws -> Void) async throws(EtcdError) {
        let member = preferred.load(ordering: .relaxed)
        let failure: EtcdError
        do {
            try await body(connections[member % connections.count])
            return
        } catch { failure = EtcdError(error) }
        if failure.code == .unavailable { leave(member) }
        throw failure
    }

    private func leave(_ member: Int) {
        // Of several calls that failed at one member the first moves on.
        _ = preferred.compareExchange(
            expected: member, desired: (member + 1) % connections.count, ordering: .relaxed)
    }

    private static func transport(
        _ endpoint: EtcdEndpoint, _ configuration: EtcdConfiguration
    ) throws -> HTTP2ClientTransport.Posix {
        let config = HTTP2ClientTransport.Posix.Config.defaults { config in
            config.backoff = .init(
                initial: .milliseconds(50), max: .seconds(1), multiplier: 1.6, jitter: 0.2)
            // etcd ends connections that ping more often than every five seconds.
            config.connection = .init(
                maxIdleTime: .seconds(86_400),
                keepalive: .init(time: .seconds(6), timeout: .seconds(3), allowWithoutCalls: false))
            config.http2.targetWindowSize = 4 << 20
        }
        return try HTTP2ClientTransport.Posix(
            target: target(endpoint), transportSecurity: security(endpoint, configuration), config: config)
    }

    private static func target(_ endpoint: EtcdEndpoint) -> any ResolvableTarget {
        if endpoint.host.contains(":") {
            return ResolvableTargets.IPv6(addresses: [.init(host: endpoint.host, port: endpoint.port)])
        }
        if endpoint.host.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }) {
            return ResolvableTargets.IPv4(addresses: [.init(host: endpoint.host, port: endpoint.port)])
        }
        return ResolvableTargets.DNS(host: endpoint.host, port: endpoint.port)
    }

    private static func security(
        _ endpoint: EtcdEndpoint, _ configuration: EtcdConfiguration
    ) -> HTTP2ClientTransport.Posix.TransportSecurity {
        guard endpoint.isSecure else { return .plaintext }
        return .tls { tls in
            if let file = configuration.authorityFile {
                tls.trustRoots = .certificates([.file(path: file, format: .pem)])
            }
            if let certificate = configuration.certificateFile, let key = configuration.keyFile {
                tls.certificateChain = [.file(path: certificate, format: .pem)]
                tls.privateKey = .file(path: key, format: .pem)
            }
        }
    }
}
