import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import ServiceLifecycle
import Testing

@testable import APIServer

@Suite("Watches over HTTPS")
struct WatchingTests {
    private static let type = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "ConfigMap"), plural: "configmaps")
    private static let path = "/api/v1/namespaces/default/configmaps"

    private func request(_ server: TestServer, _ query: String) -> [UInt8] {
        let lines = [
            "GET \(Self.path)?watch=true&\(query) HTTP/1.1", "Host: localhost", "Connection: close",
            "Authorization: Bearer \(server.identity.adminToken)",
        ]
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private func create(_ name: String, in server: TestServer) async throws {
        let object = Object(kind: Self.type.kind, name: name, namespace: "default")
        _ = try await server.cluster.create(Self.type, namespace: "default", object, options: WriteOptions())
    }

    @Test("a watch may be asked for longer than any clock counts")
    func longest() async throws {
        try await TestServer.run { server in
            try await create("first", in: server)
            let query = "timeoutSeconds=9223372036854775807"
            let text = try await server.exchange(request(server, query), until: "\"first\"")
            #expect(text.hasPrefix("HTTP/1.1 200"))
            #expect(try await server.send("GET", "/readyz").hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("a watch tells what is there, then what happens, and is forgotten when its client goes")
    func events() async throws {
        try await TestServer.run { server in
            try await create("first", in: server)
            async let answer = server.exchange(request(server, "timeoutSeconds=30"), until: "\"second\"")
            while try await !server.send("GET", "/metrics").contains(
                "longrunning_requests{verb=\"WATCH\"} 1\n")
            {
                try await Task.sleep(for: .milliseconds(20))
            }
            try await create("second", in: server)
            let text = try await answer
            #expect(text.contains("transfer-encoding: chunked"))
            #expect(text.contains("{\"type\":\"ADDED\",\"object\":{\"apiVersion\":\"v1\""))
            #expect(text.contains("\"name\":\"first\""))
            while try await !server.send("GET", "/metrics").contains(
                "longrunning_requests{verb=\"WATCH\"} 0\n")
            {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    @Test("a watch ends by its time limit with a bookmark")
    func timeLimit() async throws {
        try await TestServer.run { server in
            let answer = try await server.exchange(
                request(server, "timeoutSeconds=1&allowWatchBookmarks=true"))
            #expect(answer.contains("{\"type\":\"BOOKMARK\""))
            #expect(answer.hasSuffix("0\r\n\r\n"))
        }
    }

    @Test("a graceful shutdown ends the watches")
    func shutdown() async throws {
        try await TestServer.run { server in
            async let answer = server.exchange(request(server, "timeoutSeconds=600"))
            while try await !server.send("GET", "/metrics").contains(
                "longrunning_requests{verb=\"WATCH\"} 1\n")
            {
                try await Task.sleep(for: .milliseconds(20))
            }
            await server.group.triggerGracefulShutdown()
            let text = try await answer
            #expect(text.hasSuffix("0\r\n\r\n"))
        }
    }

    @Test("only the first table of a watch says what its columns mean")
    func tables() async throws {
        try await TestServer.run { server in
            try await create("first", in: server)
            try await create("second", in: server)
            var request = String(decoding: request(server, "timeoutSeconds=30"), as: UTF8.self)
            request = request.replacing(
                "\r\nConnection",
                with: "\r\nAccept: application/json;as=Table;v=v1;g=meta.k8s.io\r\nConnection")
            let answer = try await server.exchange(Array(request.utf8), until: "\"second\"")
            #expect(answer.split(separator: "\"columnDefinitions\":[{").count == 2)
            #expect(answer.contains("\"columnDefinitions\":null"))
        }
    }
}
