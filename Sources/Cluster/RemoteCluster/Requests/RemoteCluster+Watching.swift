import AsyncHTTPClient
public import Cluster
public import Kubernetes
import NIOHTTP1

extension RemoteCluster {
    /// Changes from a resource version on.
    ///
    /// The stream ends without an error when the server ends the watch by its time limit; with 503 when the
    /// connection broke, after which a watch from the last version seen misses nothing; with 410 when the
    /// history is gone.
    public func watch(
        _ type: ResourceType, namespace: String?, options: WatchOptions
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error> {
        var address = try ResourceAddress(type, namespace: namespace)
        // Watches that began together must not end together.
        address.set(options, seconds: Int.random(in: settings.watchSeconds))
        let action = "watch \(type.qualifiedName)"
        let response = try await session.stream(
            Transport.Request(method: .GET, path: address.text), action: action)
        let reader = WatchReader(response.body, of: type, action: action, server: server)
        // Pulling hands the server's back-pressure on: nothing queues up for a reader that is slow.
        return AsyncThrowingStream { try await reader.next() }
    }
}
