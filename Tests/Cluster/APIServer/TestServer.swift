import EmbeddedCluster
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import TemporaryFolders
import Testing

@testable import APIServer

/// A server on a port of its own over an in-memory cluster, and raw TLS connections to it.
struct TestServer: Sendable {
    let cluster: EmbeddedCluster
    let identity: ClusterIdentity
    let port: Int
    let group: ServiceGroup

    /// Runs a server for the time of a test.
    static func run(
        audit: AuditLog? = nil, bodyPatience: TimeAmount = .seconds(30),
        _ body: (TestServer) async throws -> Void
    ) async throws {
        let folder = TemporaryFolder()
        let identity = try ClusterIdentity(stateDirectory: folder.path)
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let cluster = try await EmbeddedCluster(
            EmbeddedCluster.Configuration(stateDirectory: nil), logger: quiet)
        let (addresses, continuation) = AsyncStream<String>.makeStream()
        var server = APIServer(
            cluster: cluster, identity: identity, host: "127.0.0.1", port: 0, audit: audit, logger: quiet
        ) {
            continuation.yield($0)
        }
        server.bodyPatience = bodyPatience
        let group = ServiceGroup(services: [server], logger: quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = addresses.makeAsyncIterator()
            let address = try #require(await iterator.next())
            let port = try #require(address.split(separator: ":").last.flatMap { Int($0) })
            try await body(TestServer(cluster: cluster, identity: identity, port: port, group: group))
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        await cluster.shutdown()
    }

    /// One request on a connection of its own; the whole answer as text.
    func send(
        _ method: String, _ path: String, headers: [String] = [], body: [UInt8] = [], token: Bool = true
    ) async throws -> String {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost", "Connection: close"] + headers
        if token { lines.append("Authorization: Bearer \(identity.adminToken)") }
        if !body.isEmpty { lines.append("Content-Length: \(body.count)") }
        return try await exchange(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
    }

    /// Sends bytes over TLS and collects what comes back until the server closes or `until` has come.
    func exchange(
        _ bytes: [UInt8], until: String? = nil, certificate: (chain: String, key: String)? = nil
    ) async throws -> String {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(identity.authorityPEM.utf8)))
        if let certificate {
            tls.certificateChain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.chain.utf8)).map {
                .certificate($0)
            }
            tls.privateKey = .privateKey(
                try NIOSSLPrivateKey(bytes: Array(certificate.key.utf8), format: .pem))
        }
        let context = try NIOSSLContext(configuration: tls)
        return try await collect(bytes, until: until) { channel in
            try channel.pipeline.syncOperations.addHandler(
                NIOSSLClientHandler(context: context, serverHostname: "localhost"))
        }
    }

    /// Sends bytes as they are, without TLS.
    func exchangePlain(_ bytes: [UInt8]) async throws -> String {
        try await collect(bytes, until: nil) { _ in }
    }

    private func collect(
        _ bytes: [UInt8], until: String?, setUp: @escaping @Sendable (any Channel) throws -> Void
    ) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try setUp(channel)
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let timer = channel.channel.eventLoop.scheduleTask(in: .seconds(20)) {
            channel.channel.close(promise: nil)
        }
        defer { timer.cancel() }
        return try await channel.executeThenClose { inbound, outbound in
            var answer: [UInt8] = []
            // A server that closes without TLS's goodbye, or while we still send, has answered all the same.
            try? await outbound.write(ByteBuffer(bytes: bytes))
            do {
                for try await part in inbound {
                    answer += part.readableBytesView
                    if let until, String(decoding: answer, as: UTF8.self).contains(until) { break }
                }
            } catch {}
            return String(decoding: answer, as: UTF8.self)
        }
    }
}
