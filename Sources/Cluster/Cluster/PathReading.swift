public import Kubernetes

/// A cluster whose server can be asked for any path, also for those that are no resources, such as `/version` or a
/// node's `proxy/configz`.
public protocol PathReading: Sendable {
    /// The body of the answer to a GET of a path with its query.
    ///
    /// - Throws: the server's refusal.
    func body(of path: String) async throws(StatusError) -> [UInt8]
}
