import TemporaryFolders
import Testing

@testable import APIServer

@Suite("Who may come in")
struct AuthenticationTests {
    @Test("without credentials there is 403 but for health and version")
    func anonymous() async throws {
        try await TestServer.run { server in
            for path in ["/api", "/apis", "/api/v1/pods", "/metrics", "/openapi/v3", "/nowhere"] {
                let answer = try await server.send("GET", path, token: false)
                #expect(answer.hasPrefix("HTTP/1.1 403"), "\(path)")
                #expect(answer.contains(#"User \"system:anonymous\" cannot"#), "\(path)")
            }
            for path in ["/healthz", "/livez", "/readyz", "/version"] {
                #expect(try await server.send("GET", path, token: false).hasPrefix("HTTP/1.1 200"), "\(path)")
            }
        }
    }

    @Test("the token opens the door and a wrong one does not")
    func tokens() async throws {
        try await TestServer.run { server in
            #expect(try await server.send("GET", "/api").hasPrefix("HTTP/1.1 200"))
            for token in [
                "x", String(server.identity.adminToken.dropLast()), server.identity.adminToken + "0",
            ] {
                let headers = ["Authorization: Bearer \(token)"]
                let answer = try await server.send("GET", "/api", headers: headers, token: false)
                #expect(answer.hasPrefix("HTTP/1.1 401"))
            }
        }
    }

    @Test("the administrator's certificate opens the door, a stranger's reads 401")
    func certificates() async throws {
        let folder = TemporaryFolder()
        let stranger = try ClusterIdentity(stateDirectory: folder.path)
        try await TestServer.run { server in
            let request = Array("GET /api HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
            let clients = [
                (server.identity.adminCertificatePEM, server.identity.adminKeyPEM, "200"),
                (stranger.adminCertificatePEM, stranger.adminKeyPEM, "401"),
                // Signed by our authority, but not made for clients.
                (server.identity.serverCertificatePEM, server.identity.serverKeyPEM, "401"),
            ]
            for (chain, key, code) in clients {
                let answer = try await server.exchange(request, certificate: (chain: chain, key: key))
                #expect(answer.hasPrefix("HTTP/1.1 \(code)"))
            }
        }
    }
}
