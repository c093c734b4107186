import Cluster
import Kubernetes
import PlatformFacts

/// The answers of a server that can be asked for any path.
struct ServerPages: APIPages {
    private let server: any PathReading

    /// Asks a server.
    init(_ server: any PathReading) { self.server = server }

    /// The answer to a GET of a path as it is.
    func page(_ path: String) async throws(APISourceError) -> APIAnswer {
        do throws(StatusError) {
            return .bytes(try await server.body(of: path))
        } catch {
            switch error.code {
            case 404: return .notFound(reason: error.reason, message: error.message)
            case 401, 403: return .forbidden(message: error.message)
            default: throw APISourceError(path: path, reason: error.message)
            }
        }
    }
}
