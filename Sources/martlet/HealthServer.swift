import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// What a kubelet and a Prometheus ask a controller: whether it lives, whether it is ready, what it has done.
struct HealthServer: Service, CustomStringConvertible {
    var description: String { "health server" }
    let address: SocketAddress
    /// What `/metrics` answers, in Prometheus' text format.
    let metrics: @Sendable () -> String
    let readiness: WorkReadiness
    let logger: Logger
    /// Called once with the server's URL.
    let onListening: @Sendable (String) async -> Void

    func run() async throws {
        let (metrics, readiness, onListening, host) = (metrics, readiness, onListening, address.host)
        let responder = CallbackResponder { (request: Request, _: BasicRequestContext) in
            Self.answer(request.uri.path, metrics, readiness)
        }
        let application = Application(
            responder: responder,
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: address.port), serverName: nil),
            onServerRunning: { channel in
                let bound = SocketAddress(host: host, port: channel.localAddress?.port ?? 0)
                await onListening("http://\(bound)")
            }, logger: logger)
        try await application.runService(gracefulShutdownSignals: [])
    }

    private static func answer(
        _ path: String, _ metrics: () -> String, _ readiness: WorkReadiness
    ) -> Response {
        switch path {
        case "/healthz", "/livez": text("ok")
        case "/readyz":
            readiness.isReady ? text("ok") : text("the cluster has not been reached yet", .serviceUnavailable)
        // The File Integrity Operator's path, for those who scrape it by that.
        case "/metrics", "/metrics-fio": text(metrics())
        default: text("404 page not found", .notFound)
        }
    }

    private static func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

/// Whether the work that a process is there for has begun, or waits for another to end.
final class WorkReadiness: Sendable {
    private let flag = Mutex(false)

    /// True from the first contact with the cluster on.
    var isReady: Bool { flag.withLock { $0 } }

    /// The cluster has answered.
    func begin() { flag.withLock { $0 = true } }

    /// The work has ended, and may begin again.
    func end() { flag.withLock { $0 = false } }
}
