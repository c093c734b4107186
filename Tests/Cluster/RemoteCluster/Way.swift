import Cluster
import EmbeddedCluster
import Hummingbird
import RemoteCluster
import Testing

/// The ways to a cluster that everything above it must not tell apart.
enum Way: String, CaseIterable, CustomTestStringConvertible {
    /// The embedded cluster itself.
    case inProcess
    /// The same behind its API server.
    case overHTTPS
    /// The same over a way on which connections break, servers are busy and histories expire.
    case throughFaults

    var testDescription: String { rawValue }

    /// Runs a body with a fresh cluster seen this way, and with the cluster itself.
    func run(_ body: @escaping @Sendable (any Cluster, EmbeddedCluster) async throws -> Void) async throws {
        let served = try await ServedCluster()
        switch self {
        case .inProcess: try await body(served.cluster, served.cluster)
        case .overHTTPS:
            try await served.serve { port in
                try await RemoteCluster.with(served.access(port: port)) { remote in
                    try await body(remote, served.cluster)
                }
            }
        case .throughFaults:
            try await served.serve { port in
                try await FaultyFront.run(before: served, port: port, Self.fault) { front in
                    try await RemoteCluster.with(.plain(port: front.port)) { remote in
                        try await body(remote, served.cluster)
                    }
                }
            }
        }
        await served.cluster.shutdown()
    }

    /// A fault for half of all requests; writes are only refused before they are begun, because whether one that
    /// broke off took effect nobody can know.
    @Sendable private static func fault(_ request: Request, _ number: Int) -> Fault? {
        let isWatch = request.uri.query?.contains("watch=true") == true
        if isWatch {
            return [.cut(after: 700), .goneEvent(after: 900), nil, .gone, .dribble, .cut(after: 2500)][
                number % 6]
        }
        if number % 5 == 2 { return .tooManyRequests }
        guard request.method == .get else { return nil }
        return [nil, .cut(after: 20), nil, .dribble, nil, nil, nil][number % 7]
    }
}

extension ClusterAccess {
    /// A server of a test, spoken to without TLS.
    static func plain(port: Int) -> ClusterAccess {
        // The text is a constant but for the number, so there is always a URL.
        guard let url = ServerURL("http://127.0.0.1:\(port)", defaultScheme: "http") else {
            preconditionFailure("no URL")
        }
        return ClusterAccess(server: url)
    }
}
