import APIServer
import EmbeddedCluster
import Kubernetes
import Logging
import RemoteCluster
import ServiceLifecycle
import TemporaryFolders
import Testing

/// A log that nobody reads.
let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

let configMaps = ResourceType(kind: GroupVersionKind(version: "v1", kind: "ConfigMap"), plural: "configmaps")

/// An in-memory cluster and the identity that it is served under.
struct ServedCluster: Sendable {
    let cluster: EmbeddedCluster
    let identity: ClusterIdentity
    private let folder: TemporaryFolder

    init(historyLimit: Int = 10_000) async throws {
        folder = TemporaryFolder()
        identity = try ClusterIdentity(stateDirectory: folder.path)
        cluster = try await EmbeddedCluster(
            EmbeddedCluster.Configuration(stateDirectory: nil, historyLimit: historyLimit), logger: quiet)
    }

    /// Serves the cluster over HTTPS for the time of a body, which is given the port.
    ///
    /// While nobody listens on a port, a connection of another test may borrow it: then it is waited for.
    func serve(port: Int = 0, _ body: (Int) async throws -> Void) async throws {
        for _ in 0..<100 {
            do { return try await serveOnce(port: port, body) } catch is PortIsTaken {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        throw PortIsTaken()
    }

    private struct PortIsTaken: Error {}

    private func serveOnce(port: Int, _ body: (Int) async throws -> Void) async throws {
        let (addresses, continuation) = AsyncStream<String>.makeStream()
        let server = APIServer(
            cluster: cluster, identity: identity, host: "127.0.0.1", port: port, logger: quiet
        ) { continuation.yield($0) }
        let group = ServiceGroup(services: [server], logger: quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                // A server that does not start must not be waited for.
                defer { continuation.finish() }
                try await group.run()
            }
            var iterator = addresses.makeAsyncIterator()
            guard let address = await iterator.next() else { throw PortIsTaken() }
            let bound = try #require(address.split(separator: ":").last.flatMap { Int($0) })
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await body(bound)) } catch { outcome = .failure(error) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try outcome.get()
        }
    }

    /// How the administrator gets there.
    func access(port: Int) throws -> ClusterAccess {
        let text = identity.kubeconfig(server: "https://127.0.0.1:\(port)", namespace: "default")
        return try Kubeconfig(Array(text.utf8), file: "/test/kubeconfig").access()
    }
}

extension RemoteCluster {
    /// Talks to a cluster for the time of a body.
    static func with<Value>(
        _ access: ClusterAccess, settings: Settings = Settings(), environment: [String: String] = [:],
        logger: Logger = quiet, _ body: (RemoteCluster) async throws -> Value
    ) async throws -> Value {
        let cluster = try RemoteCluster(access, settings: settings, environment: environment, logger: logger)
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await body(cluster)) } catch { outcome = .failure(error) }
        await cluster.shutdown()
        return try outcome.get()
    }
}

/// The refusal that a body ends in, or nil.
func refusal(_ body: () async throws -> Void) async -> StatusError? {
    do { try await body() } catch { return error as? StatusError }
    return nil
}
