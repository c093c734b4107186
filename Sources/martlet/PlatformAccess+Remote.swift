import Compliance
import Kubernetes
import PlatformFacts
import RemoteCluster

extension PlatformAccess {
    /// Real clusters over HTTPS.
    static let remote = PlatformAccess { kubeconfig, context in
        let cluster = try RemoteCluster.usual(kubeconfig: kubeconfig, context: context)
        return Connection(source: PagedSource(RemotePages(cluster: cluster)), name: cluster.server) {
            await cluster.shutdown()
        }
    }
}

/// The paths of a real cluster.
private struct RemotePages: APIPages {
    let cluster: RemoteCluster

    func page(_ path: String) async throws(APISourceError) -> APIAnswer {
        do throws(StatusError) {
            return .bytes(try await cluster.body(of: path))
        } catch {
            switch error.code {
            case 404: return .notFound(reason: error.reason, message: error.message)
            case 401, 403: return .forbidden(message: error.message)
            default: throw APISourceError(path: path, reason: error.message)
            }
        }
    }
}
