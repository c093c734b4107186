import APIServer
import EmbeddedCluster
import Glibc
import Kubernetes
import Logging
import RemoteCluster
import ServiceLifecycle
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
    func serve(port: Int = 0, _ body: (Int) async throws -> Void) async throws {
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
            let address = try #require(await iterator.next())
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

/// A folder of one test's own, removed with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/martlet-test-XXXXXX".utf8CString)
        path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
    }

    deinit { Self.remove(path) }

    /// Writes a file and gives its path.
    @discardableResult
    func write(_ name: String, _ text: String, mode: mode_t = 0o600) -> String {
        let file = "\(path)/\(name)"
        if let stream = fopen(file, "w") {
            fputs(text, stream)
            fclose(stream)
        }
        chmod(file, mode)
        return file
    }

    private static func remove(_ path: String) {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != "." && name != ".." { remove("\(path)/\(name)") }
            }
            closedir(folder)
        }
        Glibc.remove(path)
    }
}

/// The refusal that a body ends in, or nil.
func refusal(_ body: () async throws -> Void) async -> StatusError? {
    do { try await body() } catch { return error as? StatusError }
    return nil
}
