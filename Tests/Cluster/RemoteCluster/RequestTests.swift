import Bytes
import Cluster
import EmbeddedCluster
import HTTPTypes
import Hummingbird
import Kubernetes
import Logging
import NIOCore
import NIOPosix
import SharedValues
import Synchronization
import TemporaryFolders
import Testing

@testable import RemoteCluster

@Suite("Requests to servers that are in trouble", .timeLimit(.minutes(15)))
struct RequestTests {
    private static let object =
        #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"default","uid":"u","resourceVersion":"1"}}"#

    private func get(_ cluster: RemoteCluster) async throws -> Object {
        try await cluster.get(configMaps, namespace: "default", name: "a")
    }

    /// How the server refuses a read.
    private func getRefusal(by cluster: RemoteCluster) async -> StatusError? {
        do throws(StatusError) {
            _ = try await cluster.get(configMaps, namespace: "default", name: "a")
            return nil
        } catch { return error }
    }

    /// How the server refuses a list.
    private func listRefusal(by cluster: RemoteCluster) async -> StatusError? {
        do throws(StatusError) {
            _ = try await cluster.list(configMaps, namespace: nil, options: ListOptions())
            return nil
        } catch { return error }
    }

    @Test("429 and 503 with Retry-After are tried again, for writes too")
    func retryAfter() async throws {
        try await TestFront.run { _, number in
            number < 2
                ? .json("{}", number == 0 ? 429 : 503, headers: [(.retryAfter, "0")]) : .json(Self.object)
        } _: { front in
            try await RemoteCluster.with(.plain(port: front.port)) { cluster in
                let object = Object(kind: configMaps.kind, name: "a", namespace: "default")
                let created = try await cluster.create(
                    configMaps, namespace: nil, object, options: WriteOptions())
                #expect(created.uid == "u")
            }
            #expect(front.requests.map(\.method) == [.post, .post, .post])
        }
    }

    @Test("503 without Retry-After is told at once")
    func unavailable() async throws {
        try await TestFront.run { _, _ in
            .json("<html>no upstream</html>", 503)
        } _: { front in
            try await RemoteCluster.with(.plain(port: front.port)) { cluster in
                let error = await getRefusal(by: cluster)
                #expect(error?.code == 503)
                #expect(error?.reason == "ServiceUnavailable")
                #expect(
                    error?.message
                        == "the server is currently unable to handle the request (get configmaps \"a\" at "
                        + "http://127.0.0.1:\(front.port)): <html>no upstream</html>")
            }
            #expect(front.requests.count == 1)
        }
    }

    @Test("a server that is always busy is given up in the end")
    func givesUp() async throws {
        try await TestFront.run { _, _ in
            .json("{}", 429, headers: [(.retryAfter, "0")])
        } _: { front in
            try await RemoteCluster.with(.plain(port: front.port)) { cluster in
                let refused = await getRefusal(by: cluster)
                #expect(refused?.code == 429)
            }
            #expect(front.requests.count == 11)
        }
    }

    @Test("401 reads the token file again, once")
    func renews() async throws {
        let folder = TemporaryFolder()
        let file = folder.write("token", "old\n")
        try await TestFront.run { request, _ in
            let isNew = request.headers[.authorization] == "Bearer new"
            if !isNew { folder.write("token", "new\n") }
            return isNew ? .json(Self.object) : .json("{}", 401)
        } _: { front in
            var access = ClusterAccess.plain(port: front.port)
            access.authentication = .tokenFile(file)
            try await RemoteCluster.with(access) { cluster in
                for _ in 0..<2 {
                    let object = try await get(cluster)
                    #expect(object.name == "a")
                }
            }
            let tokens = front.requests.map { $0.headerFields[.authorization] }
            #expect(tokens == ["Bearer old", "Bearer new", "Bearer new"])
        }
    }

    @Test("a token that does not change is not tried twice")
    func refused() async throws {
        try await TestFront.run { _, _ in
            .json("{}", 401)
        } _: { front in
            var access = ClusterAccess.plain(port: front.port)
            access.authentication = .token("wrong")
            try await RemoteCluster.with(access) { cluster in
                let error = await getRefusal(by: cluster)
                #expect(error?.reason == "Unauthorized")
                #expect(error?.message.contains("wrong") == false)
            }
            #expect(front.requests.count == 1)
        }
    }

    @Test("impersonation and Basic are said in headers")
    func headers() async throws {
        try await TestFront.run { _, _ in
            .json(Self.object)
        } _: { front in
            var access = ClusterAccess.plain(port: front.port)
            access.authentication = .basic(user: "me", password: "secret")
            access.impersonation.user = "jane"
            access.impersonation.groups = ["one", "two"]
            access.impersonation.extra = ["acme.com/project": ["x"]]
            try await RemoteCluster.with(access) { _ = try await get($0) }
            let fields = try #require(front.requests.first).headerFields
            #expect(fields[.authorization] == "Basic bWU6c2VjcmV0")
            #expect(fields[HTTPField.Name("Impersonate-User")!] == "jane")
            #expect(fields[values: HTTPField.Name("Impersonate-Group")!] == ["one", "two"])
            #expect(fields[HTTPField.Name("Impersonate-Extra-acme.com%2Fproject")!] == "x")
            #expect(fields[.userAgent] == "martlet")
        }
    }

    @Test("a redirection is not followed, so no credential goes elsewhere")
    func redirects() async throws {
        try await TestFront.run { _, _ in
            .json("{}", 302, headers: [(.location, "http://127.0.0.1:1/")])
        } _: { front in
            try await RemoteCluster.with(.plain(port: front.port)) { cluster in
                let error = await getRefusal(by: cluster)
                #expect(error?.code == 302)
                #expect(error?.message.contains("not followed") == true)
            }
        }
    }

    @Test("a server that is not there is named")
    func nobody() async throws {
        let socket = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = socket.localAddress?.port ?? 1
        try await socket.close()
        try await RemoteCluster.with(.plain(port: port)) { cluster in
            let error = await getRefusal(by: cluster)
            #expect(error?.code == 503)
            #expect(
                error?.message
                    == "get configmaps \"a\": the connection to the server http://127.0.0.1:\(port) was refused"
            )
        }
    }

    @Test("a server that says nothing is waited for no longer than told")
    func silence() async throws {
        let socket = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        var settings = RemoteCluster.Settings()
        settings.requestTimeout = .milliseconds(100)
        try await RemoteCluster.with(.plain(port: socket.localAddress?.port ?? 1), settings: settings) {
            cluster in
            let error = await getRefusal(by: cluster)
            #expect(error?.code == 504)
            #expect(error?.reason == "Timeout")
        }
        try await socket.close()
    }

    @Test("a certificate that the configured authority did not sign is refused, and why is said")
    func untrusted() async throws {
        let (served, other) = (try await ServedCluster(), try await ServedCluster())
        try await served.serve { port in
            try await RemoteCluster.with(other.access(port: port)) { cluster in
                let error = await getRefusal(by: cluster)
                #expect(error?.code == 503)
                #expect(error?.message.contains("not signed by a trusted authority") == true)
                #expect(error?.message.contains("https://127.0.0.1:\(port)") == true)
            }
            // Told to trust whoever answers, it does; the certificate of a stranger then means nobody.
            var access = try other.access(port: port)
            (access.authority, access.insecureSkipTLSVerify) = (nil, true)
            try await RemoteCluster.with(access) { cluster in
                let refused = await getRefusal(by: cluster)
                #expect(refused?.code == 401)
            }
        }
        await served.cluster.shutdown()
        await other.cluster.shutdown()
    }

    @Test("tls-server-name is whom the certificate may name instead of the address")
    func serverName() async throws {
        let served = try await ServedCluster()
        try await served.serve { port in
            var access = try served.access(port: port)
            access.tlsServerName = "kubernetes.default"
            try await RemoteCluster.with(access) { cluster in
                let error = await getRefusal(by: cluster)
                #expect(error?.code == 404)
            }
        }
        await served.cluster.shutdown()
    }

    @Test("an answer that is larger than the limit is refused")
    func tooLarge() async throws {
        let big = #"{"metadata":{"name":"\#(String(repeating: "a", count: 5000))"}}"#
        try await TestFront.run { _, _ in
            .json(big)
        } _: { front in
            var settings = RemoteCluster.Settings()
            settings.bodyLimit = 4000
            try await RemoteCluster.with(.plain(port: front.port), settings: settings) { cluster in
                let refused = await getRefusal(by: cluster)
                #expect(refused?.code == 502)
            }
        }
    }

    @Test(
        "an answer that is no object is refused",
        arguments: ["", "[]", "null", "{\"kind\":\"ConfigMap\"}", "{", "\u{0}"])
    func nonsense(_ body: String) async throws {
        try await TestFront.run { _, _ in
            .json(body)
        } _: { front in
            try await RemoteCluster.with(.plain(port: front.port)) { cluster in
                let refused = await getRefusal(by: cluster)
                #expect(refused?.code == 502)
                let list = await listRefusal(by: cluster)
                #expect(list?.code == 502)
            }
        }
    }

    @Test(
        "names that would lead elsewhere are refused before anything is sent",
        arguments: ["", "..", "a/b", "%2e"])
    func names(_ name: String) async throws {
        try await RemoteCluster.with(.plain(port: 1)) { cluster in
            let error = await refusal {
                _ = try await cluster.get(configMaps, namespace: "default", name: name)
            }
            #expect(error?.code == 400)
        }
    }

    @Test("warnings are logged, each once and without control characters")
    func warnings() {
        let lines = Shared<[String]>([])
        let logger = Logger(label: "test") { _ in
            LineLog(lines: { line in lines.withLock { $0.append(line) } })
        }
        let log = WarningLog(logger)
        let header = #"299 - "unknown field \"spec.\#u{1b}x\"""#
        log.note([header, "not a warning", "199 - \"other\""])
        log.note([header])
        #expect(lines.withLock { $0 } == ["the API server warns: unknown field \"spec. x\""])
    }

    @Test("the rate is kept after the burst")
    func rate() {
        let limiter = RateLimiter(perSecond: 10, burst: 2)
        let start = ContinuousClock.now
        #expect(limiter.reserve(at: start) == .zero)
        #expect(limiter.reserve(at: start) == .zero)
        #expect(limiter.reserve(at: start) >= .milliseconds(90))
        #expect(limiter.reserve(at: start + .seconds(1)) == .zero)
    }
}

private struct LineLog: LogHandler {
    let lines: @Sendable (String) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { lines("\(event.message)") }
}
