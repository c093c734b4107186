import NIOCore
import Testing

@testable import APIServer

@Suite("Hostile requests")
struct HostileRequestTests {
    private static let configMaps = "/api/v1/namespaces/default/configmaps"

    /// Asks once more: whatever came before, the server still stands.
    private func stands(_ server: TestServer) async throws {
        #expect(try await server.send("GET", "/readyz").hasPrefix("HTTP/1.1 200"))
    }

    @Test("a body above 3 MiB is refused before it is read")
    func announcedBody() async throws {
        try await TestServer.run { server in
            let head =
                "POST \(Self.configMaps) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer \(server.identity.adminToken)\r\nContent-Length: 99999999999\r\n\r\n"
            let answer = try await server.exchange(Array(head.utf8))
            #expect(answer.hasPrefix("HTTP/1.1 413"))
            #expect(answer.contains("Request entity too large: limit is 3145728"))
            try await stands(server)
        }
    }

    @Test("a chunked body that grows above 3 MiB is refused")
    func growingBody() async throws {
        try await TestServer.run { server in
            let head =
                "POST \(Self.configMaps) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer \(server.identity.adminToken)\r\nTransfer-Encoding: chunked\r\n\r\n"
            let chunk =
                Array("100000\r\n".utf8) + [UInt8](repeating: 0x20, count: 0x100000) + Array("\r\n".utf8)
            let answer = try await server.exchange(Array(head.utf8) + chunk + chunk + chunk + chunk)
            #expect(answer.hasPrefix("HTTP/1.1 413"))
            try await stands(server)
        }
    }

    @Test("a body that never ends in time is refused with 408")
    func slowBody() async throws {
        try await TestServer.run(bodyPatience: .milliseconds(50)) { server in
            let head =
                "POST \(Self.configMaps) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer \(server.identity.adminToken)\r\nContent-Length: 100\r\n\r\n{"
            let answer = try await server.exchange(Array(head.utf8))
            #expect(answer.hasPrefix("HTTP/1.1 408"))
            #expect(answer.contains("the request's body did not arrive in time"))
            try await stands(server)
        }
    }

    @Test(
        "a body that is no object is a bad request",
        arguments: [
            "{", "[]", "null", "\"x\"", "{\"a\":\"\u{1}\"}", String(repeating: "[", count: 100_000),
            String(repeating: "{\"a\":", count: 5000), "{\"kind\":\"Pod\"}", "{\"apiVersion\":\"v9\"}",
            "{\"metadata\":{\"name\":\"a\",\"namespace\":\"elsewhere\"}}",
        ])
    func badBodies(body: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.send("POST", Self.configMaps, body: Array(body.utf8))
            #expect(answer.hasPrefix("HTTP/1.1 400"), "\(answer.prefix(400))")
            try await stands(server)
        }
    }

    @Test("invalid UTF-8 is a bad request")
    func invalidUTF8() async throws {
        try await TestServer.run { server in
            let body = Array("{\"metadata\":{\"name\":\"".utf8) + [0xC3, 0x28] + Array("\"}}".utf8)
            let answer = try await server.send("POST", Self.configMaps, body: body)
            #expect(answer.hasPrefix("HTTP/1.1 400"))
        }
    }

    @Test(
        "a path out of the tree leads nowhere",
        arguments: [
            "/api/v1/namespaces/%2e%2e/configmaps/x", "/api/../../etc/passwd", "/%00",
            "/api/v1/configmaps%ff",
        ])
    func traversal(path: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.send("GET", path)
            #expect(answer.hasPrefix("HTTP/1.1 404"))
            #expect(answer.hasSuffix("404 page not found\n"))
        }
    }

    @Test("a method that resources do not have is refused", arguments: ["PURGE", "OPTIONS", "BREW", "POST"])
    func unknownVerbs(method: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(method, "\(Self.configMaps)/x")
            #expect(answer.hasPrefix("HTTP/1.1 405") || answer.hasPrefix("HTTP/1.1 400"))
            try await stands(server)
        }
    }

    @Test("bytes that are no TLS end the connection and nothing else")
    func noTLS() async throws {
        try await TestServer.run { server in
            for bytes in [
                Array("GET / HTTP/1.1\r\n\r\n".utf8), [UInt8](repeating: 0xFF, count: 70_000), [0x16, 3, 1],
            ] {
                if bytes.count > 3 { _ = try await server.exchangePlain(bytes) }
            }
            try await stands(server)
        }
    }

    @Test("thousands of headers are refused")
    func manyHeaders() async throws {
        try await TestServer.run { server in
            let answer = try await server.send("GET", "/api", headers: (0..<5000).map { "X-\($0): 1" })
            #expect(!answer.hasPrefix("HTTP/1.1 200"))
            try await stands(server)
        }
    }

    @Test("what we cannot write or read is refused by media type")
    func mediaTypes() async throws {
        try await TestServer.run { server in
            let refused = try await server.send("GET", Self.configMaps, headers: ["Accept: text/html"])
            #expect(refused.hasPrefix("HTTP/1.1 406"))
            let unread = try await server.send(
                "POST", Self.configMaps, headers: ["Content-Type: text/plain"], body: Array("x".utf8))
            #expect(unread.hasPrefix("HTTP/1.1 415"))
            let patch = try await server.send(
                "PATCH", "\(Self.configMaps)/x", headers: ["Content-Type: application/json"],
                body: Array("{}".utf8))
            #expect(patch.hasPrefix("HTTP/1.1 415"))
            #expect(patch.contains("application/json-patch+json, application/merge-patch+json"))
        }
    }
}
