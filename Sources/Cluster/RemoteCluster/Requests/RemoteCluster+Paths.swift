public import Cluster
public import Kubernetes
import NIOHTTP1

extension RemoteCluster: PathReading {
    /// The answer to a GET of any path of the server, such as `/version` or a node's `proxy/configz`.
    ///
    /// - Throws: the server's refusal.
    public func body(of path: String) async throws(StatusError) -> [UInt8] {
        try await session.body(
            of: Transport.Request(method: .GET, path: path), action: "get \(path)", limit: settings.bodyLimit)
    }
}
