import Bytes
public import Capability
public import Cluster
import Crypto
import HTTPTypes
import Hummingbird
public import Logging
import NIOCore
public import ServiceLifecycle
import Synchronization

/// The web console's frame: it lists the capabilities' pages and shows the security table.
///
/// Pages are drawn on the server and need no script. Nobody sees anything without signing in with a token of
/// the cluster.
public struct Console: Service, CustomStringConvertible {
    /// The service's name in the log.
    public var description: String { "console" }

    private let address: (host: String, port: Int)
    private let cluster: any Cluster
    private let capabilities: [any Capability]
    private let isAllowed: @Sendable (_ token: String) -> Bool
    private let logger: Logger
    private let onListening: @Sendable (String) async -> Void
    private let sessions = Sessions()

    /// Prepares a console.
    ///
    /// - Parameters:
    ///   - host: A loopback address; the console has no TLS of its own yet, so it stays on this host.
    ///   - isAllowed: Whether a token opens the console.
    ///   - onListening: Called once with the console's URL.
    /// - Throws: ``ConsoleError/notLoopback(_:)``.
    public init(
        host: String, port: Int, cluster: any Cluster, capabilities: [any Capability],
        isAllowed: @escaping @Sendable (_ token: String) -> Bool, logger: Logger,
        onListening: @escaping @Sendable (String) async -> Void = { _ in }
    ) throws(ConsoleError) {
        guard ["127.0.0.1", "::1", "localhost"].contains(host) else { throw .notLoopback(host) }
        address = (host, port)
        self.cluster = cluster
        self.capabilities = capabilities
        self.isAllowed = isAllowed
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves pages until the service group shuts down.
    public func run() async throws {
        var quiet = logger
        quiet.logLevel = .warning
        let (host, onListening) = (
            address.host.contains(":") ? "[\(address.host)]" : address.host, onListening
        )
        try await Application(
            router: router(),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), serverName: "martlet"),
            onServerRunning: { await onListening("http://\(host):\($0.localAddress?.port ?? 0)") },
            logger: quiet
        ).run()
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: SafeHeaders())
        router.get("/style.css") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/css; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: ConsoleStyle.sheet)))
        }
        router.get("/sign-in") { _, _ in Self.page(ConsoleFrame.signIn(failed: false)) }
        router.post("/sign-in") { request, _ in try await signIn(request) }
        router.get("/") { request, _ in
            try await guarded(request) { ConsoleFrame.overview(await rows(), pages: pages) }
        }
        for page in pages {
            router.get(RouterPath(page.path)) { request, _ in
                let query = Dictionary(
                    request.uri.queryParameters.map { (String($0.key), String($0.value)) },
                    uniquingKeysWith: { _, last in last })
                return try await guarded(request) {
                    let body = try await page.body(cluster, query)
                    return ConsoleFrame.document(
                        title: page.title, body: body, pages: pages, current: page.path)
                }
            }
        }
        return router
    }

    private var pages: [Page] { capabilities.flatMap(\.pages) }

    private func rows() async -> [(name: String, posture: Posture)] {
        var rows: [(String, Posture)] = []
        for capability in capabilities {
            do { rows.append((capability.name, try await capability.posture(in: cluster))) } catch {
                rows.append((capability.name, Posture(state: .unknown, summary: "\(error)")))
            }
        }
        return rows
    }

    // MARK: Signing in

    private func guarded(_ request: Request, _ draw: () async throws -> HTML) async throws -> Response {
        guard sessions.holds(Self.cookie(request)) else {
            return Response(status: .seeOther, headers: [.location: "/sign-in"])
        }
        return Self.page(try await draw())
    }

    private func signIn(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 8 << 10)
        let form = String(buffer: body)
        let token = form.hasPrefix("token=") ? String(form.dropFirst(6)) : ""
        guard isAllowed(token) else {
            return Self.page(ConsoleFrame.signIn(failed: true), status: .forbidden)
        }
        return Response(
            status: .seeOther,
            headers: [
                .location: "/",
                .setCookie: "martlet=\(sessions.open()); Path=/; HttpOnly; SameSite=Strict",
            ])
    }

    private static func cookie(_ request: Request) -> String {
        for pair in (request.headers[.cookie] ?? "").split(separator: ";") {
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0] == "martlet" { return String(parts[1]) }
        }
        return ""
    }

    private static func page(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html.description)))
    }
}

/// Why the console cannot be served.
public enum ConsoleError: Error, CustomStringConvertible {
    /// The address is not this host's own.
    case notLoopback(String)

    /// What to do about it.
    public var description: String {
        switch self {
        case .notLoopback(let host):
            "--console \(host): the console is served on loopback only; use 127.0.0.1 and a tunnel"
        }
    }
}

/// The sessions that are signed in; they end with the process.
private final class Sessions: Sendable {
    private let active = Mutex<Set<String>>([])

    func open() -> String {
        let id = SymmetricKey(size: .bits256).withUnsafeBytes { Hex.encode($0) }
        active.withLock { _ = $0.insert(id) }
        return id
    }

    func holds(_ id: String) -> Bool { active.withLock { $0.contains(id) } }
}

/// Headers that keep a browser from doing what no page of ours asks for.
private struct SafeHeaders: RouterMiddleware {
    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.cacheControl] = "no-store"
        if let policy = HTTPField.Name("Referrer-Policy") { response.headers[policy] = "no-referrer" }
        return response
    }
}
